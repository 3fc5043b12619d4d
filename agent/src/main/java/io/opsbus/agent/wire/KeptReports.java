package io.opsbus.agent.wire;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import io.opsbus.agent.disk.OwnFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Reports on the disk, a file each: kind, query, and output behind its length.
 *
 * <pre>
 *   untold/mi-1/0001772366400000-1c9f…    named by when it was kept
 *          mi-0/                           of whom the machine was before: deleted
 * </pre>
 */
final class KeptReports {
    private static final String HALF = ".half";
    private static final int DIGITS = 19;

    private final Path all;
    private final Path folder;
    private final Journal journal;
    private final Clock clock;
    private long lastName;

    /**
     * Those of an instance. What is another's is deleted: it is nothing this server, or this account, asked for. A disk that takes
     * nothing keeps no agent from starting.
     *
     * @param all the folder of all instances
     */
    KeptReports(Path all, String instance, Journal journal, Clock clock) {
        this.all = all;
        this.folder = all.resolve(instance.replaceAll("[^0-9A-Za-z-]", "_"));
        this.journal = journal;
        this.clock = clock;
        try {
            closed(all);
            closed(folder);
            files(all).forEach(this::sort);
        } catch (IOException cannot) {
            journal.note("reports cannot be kept", "folder", folder, "why", cannot);
        }
    }

    /** No other attempt would read it either. */
    static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1;

        BrokenException(Exception cause) {
            super(cause);
        }
    }

    /** Output is in it. */
    private static void closed(Path folder) throws IOException {
        Files.createDirectories(folder);
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Oldest first. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private void sort(Path one) {
        if (!Files.isDirectory(one)) {
            // an earlier version had one folder for all
            try {
                Files.move(one, folder.resolve(one.getFileName()));
            } catch (IOException open) {
                journal.note("report not moved", "file", one.getFileName(), "why", open);
            }
        } else if (!one.equals(folder) && !isForgotten(one)) {
            journal.note("reports of another registration not deleted", "folder", one);
        }
    }

    /**
     * Deletes a folder of reports: whoever asked for them is not heard of any more.
     *
     * @return whether nothing is left of it
     */
    static boolean isForgotten(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (NoSuchFileException none) {
            return true;
        } catch (IOException | UncheckedIOException open) {
            return false;
        }
    }

    /** Finds what earlier processes have left, oldest first, and removes what is no report. */
    void find(BiConsumer<Path, Report> found) {
        try {
            for (Path file : files(folder)) {
                find(file, found);
            }
        } catch (IOException unreadable) {
            journal.note("reports of earlier not found", "why", unreadable);
        }
    }

    private void find(Path file, BiConsumer<Path, Report> found) {
        try {
            if (file.toString().endsWith(HALF)) {
                Files.delete(file);
            } else {
                Report report = read(file);
                lastName = Math.max(lastName, since(file));
                found.accept(file, report);
            }
        } catch (BrokenException broken) {
            journal.note("report not read", "file", file.getFileName(), "why", broken);
            delete(file);
        } catch (IOException unreadable) {
            // another process may do it
            journal.note("report not read for now", "file", file.getFileName(), "why", unreadable);
        }
    }

    /** When it was kept, in milliseconds since 1970; 0 of what has another name. */
    static long since(Path file) {
        String name = file.getFileName().toString();
        return name.matches("\\d{" + DIGITS + "}-.*") ? Long.parseLong(name.substring(0, DIGITS)) : 0;
    }

    /** Where the next one will be: behind all others, though the clock is set back. */
    synchronized Path next() {
        lastName = Math.max(clock.millis(), lastName + 1);
        return folder.resolve("%019d-%s".formatted(lastName, UUID.randomUUID()));
    }

    /**
     * Writes one, for its owner alone; it is there whole, or not at all.
     *
     * @throws IOException if it cannot be kept; nothing of it is left then, if that can be
     */
    void write(Path file, Report report) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + HALF);
        try {
            if (!Files.isDirectory(folder)) {
                closed(all);
                closed(folder);
            }
            OwnFile.create(half);
            // by no channel: one is closed under a thread that is interrupted, as one is whose script has to end
            try (var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(half.toFile())))) {
                out.writeUTF(report.kind().name());
                out.writeInt(report.query().size());
                for (Map.Entry<String, String> value : report.query().entrySet()) {
                    out.writeUTF(value.getKey());
                    out.writeUTF(value.getValue());
                }
                out.writeInt(report.body().length);
                out.write(report.body());
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            try {
                Files.deleteIfExists(half);
            } catch (IOException open) {
                full.addSuppressed(open);
            }
            throw full;
        }
    }

    /**
     * Reads one.
     *
     * @throws BrokenException if it is none
     * @throws IOException if it cannot be read now
     */
    static Report read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var kind = Report.Kind.valueOf(in.readUTF());
            Map<String, String> query = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                query.put(in.readUTF(), in.readUTF());
            }
            int length = in.readInt();
            byte[] body = in.readNBytes(length);
            if (body.length < length || !query.containsKey("taskId")) {
                throw new EOFException("a part is missing");
            }
            return new Report(kind, query, body);
        } catch (EOFException | UTFDataFormatException | IllegalArgumentException broken) {
            throw new BrokenException(broken);
        }
    }

    /** It was told, or will not be. */
    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException open) {
            journal.note("report not forgotten", "file", file.getFileName(), "why", open);
        }
    }
}
