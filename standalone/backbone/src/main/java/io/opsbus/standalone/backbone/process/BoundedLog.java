package io.opsbus.standalone.backbone.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is never much larger than its bound. Who writes is alone with it, so what is full is renamed between two lines and no
 * byte is lost by that: a copy that is cut behind the program's back (logrotate's copytruncate) loses what comes in between.
 */
final class BoundedLog implements Closeable {
    private final Path file;
    private final LogBound bound;
    private @Nullable OutputStream out;
    private long size;
    private long missing;

    /** Goes on with what is there. */
    BoundedLog(Path file, LogBound bound) throws IOException {
        this.file = file;
        this.bound = bound;
        this.out = open();
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
        out = opened;
        return opened;
    }

    /** Writes it, or says later that it is missing: a program goes on while the disk of its log is full. */
    void write(byte[] bytes, int from, int count) {
        try {
            if (missing > 0) {
                byte[] note = ("\n--- up to " + missing + " bytes could not be written ---\n")
                        .getBytes(StandardCharsets.UTF_8);
                append(note, 0, note.length);
                missing = 0;
            }
            int end = from + count;
            for (int at = from; at < end; ) {
                at = append(bytes, at, size + (end - at) < bound.bytes() ? end : afterLine(bytes, at, end));
                boolean isWhole = bytes[at - 1] == '\n' || size >= 2 * bound.bytes();
                if (size >= bound.bytes() && isWhole) {
                    turn();
                }
            }
        } catch (IOException fullOrBroken) {
            missing += count;
            reopenLater();
        }
    }

    private void reopenLater() {
        try {
            close();
        } catch (IOException broken) {
            // the next write opens it anew
        }
    }

    private int append(byte[] bytes, int from, int to) throws IOException {
        OutputStream now = out;
        (now == null ? open() : now).write(bytes, from, to - from);
        size += to - from;
        return to;
    }

    /** Up to where it may be written now: the end of the first line that passes the bound. */
    private int afterLine(byte[] bytes, int from, int end) {
        for (int at = (int) Math.max(from, Math.min(end, from + bound.bytes() - size - 1)); at < end; at++) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        return end;
    }

    private void turn() throws IOException {
        close();
        for (int older = bound.files() - 1; older > 0; older--) {
            Path newer = older == 1 ? file : numbered(older - 1);
            if (Files.exists(newer)) {
                Files.move(newer, numbered(older), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        if (bound.files() == 1) {
            Files.delete(file);
        }
        size = 0;
    }

    private Path numbered(int older) {
        return file.resolveSibling(file.getFileName() + "." + older);
    }

    @Override
    public void close() throws IOException {
        OutputStream now = out;
        out = null;
        if (now != null) {
            now.close();
        }
    }
}
