package io.opsbus.standalone;

import io.opsbus.standalone.backbone.process.LogBound;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The one folder with everything that survives {@code down} and {@code up}. Keys and run files are readable by their
 * owner alone.
 *
 * @param root the folder given by {@code --data}
 */
public record DataFolder(Path root) {
    /** Less free space than this and nothing is started: Kafka and PostgreSQL end themselves on a full disk. */
    public static final long LEAST_FREE_BYTES = 256L << 20;

    /** What is kept of each program's output. */
    public static final LogBound LOG_BOUND = new LogBound(16L << 20, 3);

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path tls() {
        return root.resolve("tls");
    }

    /** Versions of the agent that are published here. */
    public Path agentReleases() {
        return root.resolve("agent-releases");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** Start-up caches; safe to delete. */
    public Path cache() {
        return root.resolve("cache");
    }

    public Path log(String program) {
        return logs().resolve(program + ".log");
    }

    /** What the supervisor last wrote about itself and its programs. */
    public Path stateFile() {
        return run().resolve("state.json");
    }

    /** What the last run was given ({@link RunSettings}). */
    public Path settingsFile() {
        return run().resolve("settings.json");
    }

    /** What it was before, until the last one has come up. */
    public Path settingsBefore() {
        return run().resolve("settings.before.json");
    }

    /** Held by an {@code up} for as long as it is at work. */
    public Path upLock() {
        return run().resolve("up.lock");
    }

    /** Held by the supervisor for as long as it lives. */
    public Path supervisorLock() {
        return run().resolve("supervisor.lock");
    }

    /** What the operator keeps for every run. */
    public Path keptSettings() {
        return root.resolve("settings.env");
    }

    /** Creates the folders; the private ones with mode 0700. */
    public void create() throws IOException {
        Files.createDirectories(root);
        for (Path folder : new Path[] {logs(), cache()}) {
            Files.createDirectories(folder);
        }
        for (Path folder : new Path[] {keys(), tls(), run()}) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Bytes free for this folder on its disk. */
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Writes {@code text} so that a reader sees the old or the new content, never half, and only the owner may read. */
    public static void replace(Path file, String text) throws IOException {
        Files.move(next(file, text), file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same, and it is there after a power failure too: what databases are sealed with must not be younger than they are. */
    public static void keep(Path file, String text) throws IOException {
        settle(next(file, text), file);
    }

    /** Puts what was written beside {@code file} in its place, once it is on the disk. */
    static void settle(Path next, Path file) throws IOException {
        force(next, StandardOpenOption.WRITE);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        // the folder, which has the names
        force(file.resolveSibling("."), StandardOpenOption.READ);
    }

    private static void force(Path file, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }

    private static Path next(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text);
        return next;
    }
}
