package io.opsbus.invocation.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.TaskReport;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which files tasks have written on a machine, the latest {@value #MOST} of them: what may not be written over another is refused (agent facts 12). A
 * value; of a file neither its name nor its bytes are kept.
 *
 * @param files in the order they were written
 */
public record Disk(List<File> files) {
    public static final Disk EMPTY = new Disk(List.of());
    static final int MOST = 64;

    /**
     * A file.
     *
     * @param path stands for its name: two of one machine differ but by chance, 1 in 2^58
     * @param writer the same for the task that wrote it
     */
    public record File(long path, long writer) {}

    /** A disk after a file, and what is reported of it. */
    public record Written(Disk disk, TaskReport report) {}

    public Disk {
        files = List.copyOf(files);
    }

    /** Writes it, or refuses to. A task that comes again finds its own file and has written it. */
    Written write(FileTask file) {
        String path = path(file);
        var written = new File(hash(comparable(path)), hash(file.id().text()));
        boolean isOthers = files.stream().anyMatch(one -> one.path == written.path && one.writer != written.writer);
        if (isOthers && !file.overwrite()) {
            return new Written(this, new TaskReport.FileInvalid("FileExist", path));
        }
        List<File> after = new ArrayList<>(files);
        after.removeIf(one -> one.path == written.path);
        after.add(written);
        return new Written(
                new Disk(after.subList(Math.max(0, after.size() - MOST), after.size())),
                new TaskReport.FileWritten(true, 0));
    }

    private static String path(FileTask file) {
        String directory = file.directory();
        boolean isClosed = directory.endsWith("/") || directory.endsWith("\\");
        return directory + (isClosed ? "" : "/") + file.name();
    }

    /** On a drive, and so on Windows, case and kind of slash make no difference. */
    private static String comparable(String path) {
        return path.matches("(?s)[A-Za-z]:.*") ? path.replace('\\', '/').toLowerCase(Locale.ROOT) : path;
    }

    private static long hash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
