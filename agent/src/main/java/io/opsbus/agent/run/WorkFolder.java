package io.opsbus.agent.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where scripts are while they run, and which single tasks were begun: a task is run once even if this process is killed in
 * the middle and the server gives it again.
 */
public final class WorkFolder {
    private static final Duration BEGUN_KEPT = Duration.ofDays(60);

    private final Path scripts;
    private final Path begun;
    private final AtomicLong count = new AtomicLong();
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();

    /** Makes what is missing under a folder, and clears what an earlier process left. */
    public WorkFolder(Path folder, Instant now) throws IOException {
        this.scripts = Files.createDirectories(folder.resolve("scripts"));
        this.begun = Files.createDirectories(folder.resolve("begun"));
        clear(scripts, Instant.MAX);
        clear(begun, now.minus(BEGUN_KEPT));
    }

    private static void clear(Path folder, Instant olderThan) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(olderThan)) {
                    boolean _ = isDeleted(file);
                }
            }
        }
    }

    /** On Windows a file cannot be deleted while a process has it open. */
    private static boolean isDeleted(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException open) {
            return false;
        }
    }

    /** Notes that a task begins; false when it was begun before. */
    boolean begin(String task, int version) throws IOException {
        try {
            Files.createFile(begun.resolve(task + "." + version));
            return true;
        } catch (FileAlreadyExistsException before) {
            return false;
        }
    }

    /** Writes a script, readable and executable for all: it may run as another user. */
    Path script(String task, String suffix, byte[] content) throws IOException {
        Path file = scripts.resolve(task + "." + count.incrementAndGet() + suffix);
        Spawning.write(file, content);
        if (!Launch.WINDOWS) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return file;
    }

    /** Deletes a script that is over; later, if something that it left running has it open. */
    void remove(Path script) {
        inUse.removeIf(WorkFolder::isDeleted);
        if (!isDeleted(script)) {
            inUse.add(script);
        }
    }

    /** A path nothing is at. */
    Path fifo(String task) {
        return scripts.resolve(task + "." + count.incrementAndGet() + ".out");
    }
}
