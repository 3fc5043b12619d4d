package io.opsbus.standalone;

import io.opsbus.standalone.backbone.process.LogBound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text);
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
