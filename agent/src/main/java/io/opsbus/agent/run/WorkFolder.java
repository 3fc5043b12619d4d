package io.opsbus.agent.run;

import io.opsbus.agent.given.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;
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
    private static final int BEGUN_ALWAYS_KEPT = 1_000;
    private static final Duration BETWEEN_CLEARINGS = Duration.ofDays(1);
    private static final String ALONE = "alone";

    private final Path scripts;
    private final Path begun;
    private final Path running;
    private final Shelf shelf;
    private volatile Instant cleared;
    private final AtomicLong count = new AtomicLong();
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();

    /**
     * Makes what is missing under a folder, closes what an earlier version left open, and ends and clears what an earlier process left:
     * nobody would end its scripts when their time is over.
     */
    public WorkFolder(Path folder, Instant now) throws IOException {
        // a script may run as another user, who passes through; nobody lists them but the agent
        closed(folder, "rwx--x--x");
        this.scripts = closed(folder.resolve("scripts"), "rwx--x--x");
        this.begun = closed(folder.resolve("begun"), "rwx------");
        this.running = closed(folder.resolve("running"), "rwx------");
        this.shelf = new Shelf(folder.resolve("given"));
        endLeft();
        clear(scripts, Instant.MAX);
        clearBegun();
        this.cleared = now;
    }

    /** Scripts that were given. */
    public Shelf shelf() {
        return shelf;
    }

    private void endLeft() throws IOException {
        try (Stream<Path> marks = Files.list(running)) {
            for (Path mark : (Iterable<Path>) marks::iterator) {
                String run = mark.getFileName().toString();
                String noted = noted(mark);
                if (noted.startsWith(ALONE)) {
                    ProcessTree.killLeftAlone(run, noted.length() - ALONE.length());
                } else {
                    ProcessTree.killLeft(run);
                }
                boolean _ = isDeleted(mark);
            }
        }
    }

    /** What cannot be read keeps no agent from starting. */
    private static String noted(Path mark) {
        try {
            return Files.readString(mark);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /**
     * Notes that a script is about to run, so that what it starts is found even if this process is killed.
     *
     * @param mark in the environment of all its processes
     * @param alone whether its own process is ended alone
     * @param around how many programs wait for that: runuser does
     */
    void runs(String mark, boolean alone, int around) throws IOException {
        Files.writeString(running.resolve(mark), alone ? ALONE + "+".repeat(around) : "");
    }

    /** What it left running may stay. */
    void isOver(String mark) {
        boolean _ = isDeleted(running.resolve(mark));
    }

    private static Path closed(Path folder, String mode) throws IOException {
        Files.createDirectories(folder);
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(mode));
        }
        return folder;
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

    /**
     * Age counts from the newest: a clock that is far ahead at a start would have all forgotten, and each task run again. The newest thousand
     * stay, however old they look: one of them may be of a clock that was ahead.
     */
    private void clearBegun() {
        try {
            clearOldest();
        } catch (IOException | UncheckedIOException unreadable) {
            // tomorrow, then: they take room, and no more
        }
    }

    private void clearOldest() throws IOException {
        Instant newest = Instant.MIN.plus(BEGUN_KEPT);
        var staying = new PriorityQueue<Instant>();
        try (Stream<Path> notes = Files.list(begun)) {
            for (Path note : (Iterable<Path>) notes::iterator) {
                Instant noted = Files.getLastModifiedTime(note).toInstant();
                newest = noted.isAfter(newest) ? noted : newest;
                staying.add(noted);
                if (staying.size() > BEGUN_ALWAYS_KEPT) {
                    staying.remove();
                }
            }
        }
        Instant old = newest.minus(BEGUN_KEPT);
        if (staying.size() == BEGUN_ALWAYS_KEPT) {
            clear(begun, old.isBefore(staying.element()) ? old : staying.element());
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

    /**
     * Notes that a task begins; false when it was begun before.
     *
     * @param boot in which, of a task that runs once in each; empty of others
     */
    boolean begin(String task, int version, String boot, Instant now) throws IOException {
        if (now.isAfter(cleared.plus(BETWEEN_CLEARINGS))) {
            cleared = now;
            clearBegun();
        }
        String of = boot.isEmpty() ? "" : "." + boot.replaceAll("[^0-9A-Za-z-]", "_");
        try {
            Files.createFile(begun.resolve(task + "." + version + of));
            persist(begun);
            return true;
        } catch (FileAlreadyExistsException before) {
            return false;
        }
    }

    /** A new name is on the disk when its folder is; on Windows a folder cannot be opened, there its file system's own log must do. */
    private static void persist(Path folder) throws IOException {
        if (Launch.WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Writes a script, for whom it runs as and nobody else: it has the values of its parameters in it.
     *
     * @param user whom it runs as, if not whom the agent is
     */
    Path script(String task, String suffix, byte[] content, Optional<String> user) throws IOException {
        Path file = scripts.resolve(task + "." + count.incrementAndGet() + suffix);
        Optional<UserPrincipal> owner = Optional.empty();
        if (user.isPresent()) {
            owner = Optional.of(
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.get()));
        }
        try {
            Spawning.write(file, content, "rwx------", owner);
        } catch (IOException cannot) {
            remove(file);
            throw cannot;
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
