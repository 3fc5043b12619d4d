package io.opsbus.agent.update;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions on this machine. Whatever ends the process at whatever moment, the folder says either what it said before or the
 * new thing: a version is a folder that is moved to its name when it is whole, and one file says which of them runs.
 *
 * <pre>
 *   standing      which version runs
 *   .lock         whose who changes that
 *   0.2.0/lib/    a version
 *   .…            what is not whole yet
 * </pre>
 */
public final class Versions {
    private static final String STANDING = "standing";
    private static final Duration LOOK = Duration.ofMillis(10);
    /** A version that hangs while it changes something is not waited for. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Path folder;

    public Versions(Path folder) {
        this.folder = folder;
    }

    /** What runs; what was installed, when nobody can read it. */
    public Standing standing() {
        var lines = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(STANDING))) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Standing.INSTALLED;
        }
        return Standing.read(lines);
    }

    void keep(Standing standing) throws IOException {
        Files.createDirectories(folder);
        Path beside = folder.resolve("." + STANDING);
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(standing.text().getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(
                beside, folder.resolve(STANDING), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where a parcel comes to lie while it is fetched. */
    Path download() throws IOException {
        return Files.createDirectories(folder).resolve(".parcel");
    }

    /** Lays a version beside the others: the next start runs it. */
    void take(Version version, Path parcel) throws IOException {
        Path part = folder.resolve("." + version);
        sweepParts();
        Parcel.unpack(parcel, part);
        // as it is now: the version that runs may have been proven meanwhile
        change(before -> {
            delete(folder.resolve(version.text()));
            Files.move(part, folder.resolve(version.text()), StandardCopyOption.ATOMIC_MOVE);
            return before.taken(version);
        });
    }

    /** What becomes of what stands. */
    @FunctionalInterface
    private interface Step {
        Standing of(Standing before) throws IOException;
    }

    /**
     * Changes what stands, alone: the agent that was installed and the one it has started are two programs in one process, and each
     * would write over what the other has just written.
     *
     * @throws IOException if it cannot be written, or somebody else is at it for too long
     */
    private Standing change(Step step) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel lock =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long begun = System.nanoTime();
            while (!isTaken(lock)) {
                if (System.nanoTime() - begun > LONGEST.toNanos()) {
                    throw new IOException("somebody else changes what runs");
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            Standing before = standing();
            Standing after = step.of(before);
            if (!after.equals(before)) {
                keep(after);
            }
            return after;
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    /** The jars of a version, by name; empty when it is not there. */
    public List<Path> jars(Version version) throws IOException {
        Path lib = folder.resolve(version.text()).resolve("lib");
        if (!Files.isDirectory(lib)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Counts a start, and says what is to be started.
     *
     * @param installed what is there without any of these
     * @return empty for what was installed
     */
    public Optional<Version> begin(Version installed, Instant now) throws IOException {
        Standing before = standing();
        Standing after = begun(before, installed, now);
        // a disk that takes nothing keeps no version from running
        return after.equals(before)
                ? after.runs()
                : change(stands -> begun(stands, installed, now)).runs();
    }

    private Standing begun(Standing before, Version installed, Instant now) throws IOException {
        Standing after = before.begun(now);
        for (Version version : before.needed().distinct().toList()) {
            if (!version.isNewerThan(installed) || jars(version).isEmpty()) {
                after = after.without(version);
            }
        }
        return after;
    }

    /** It works, though another one may lie ready meanwhile; versions nobody goes back to are deleted. */
    public void proven(Version version) throws IOException {
        change(before -> {
            Standing after = before.proven(version);
            if (!after.equals(before)) {
                // before anything is deleted
                keep(after);
            }
            sweep();
            return after;
        });
    }

    /** A version is no program: what was before it runs, without another try. */
    public void broken(Version version, Instant now) throws IOException {
        change(before -> before.isOnTrial(version) ? before.refused(version, now) : before.without(version));
    }

    /** It does not come up. What it has laid ready before that is tried all the same. */
    public void refuse(Version version, Instant now) throws IOException {
        change(before -> before.refused(version, now));
    }

    private void sweep() throws IOException {
        var needed = standing().needed().map(Version::text).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                String name = file.getFileName().toString();
                // with a dot begins what is being fetched
                if (!name.equals(STANDING) && !name.startsWith(".") && !needed.contains(name)) {
                    delete(file);
                }
            }
        }
    }

    /** What an update that was killed has left of any version: nothing else has a folder whose name begins with a dot. */
    private void sweepParts() throws IOException {
        try (Stream<Path> all = Files.list(Files.createDirectories(folder))) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (file.getFileName().toString().startsWith(".") && Files.isDirectory(file)) {
                    delete(file);
                }
            }
        }
    }

    private static void delete(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<Path> all = Files.walk(file)) {
            for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(each);
            }
        }
    }
}
