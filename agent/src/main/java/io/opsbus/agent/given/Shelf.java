package io.opsbus.agent.given;

import io.opsbus.agent.Content;
import io.opsbus.agent.TaskListReader;
import io.opsbus.agent.disk.OwnFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scripts and files the server has given, each until nobody needs it: the first megabyte of them in memory, what is more on the disk, and
 * where that takes nothing three megabytes more in memory. Of what found no place it is told when its turn comes. Thread-safe.
 *
 * <p>The process's own: what has not begun when it ends the server gives to the next one, whose shelf is empty.
 */
public final class Shelf implements TaskListReader.Keeper {
    /** Scripts and files; what is known of each beside its content is in memory, too. */
    static final int MOST = 4_000;

    private static final int IN_MEMORY = 1 << 20;
    private static final int IN_MEMORY_WITHOUT_DISK = 4 << 20;

    private final Path folder;
    private final Map<Key, Kept> all = new HashMap<>();
    private long inMemory;
    private long names;

    /**
     * An empty one; what an earlier process had there is deleted.
     *
     * @throws IOException if there can be no such folder
     */
    public Shelf(Path folder) throws IOException {
        this.folder = folder;
        make();
        clear("");
    }

    private void make() throws IOException {
        Files.createDirectories(folder);
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            // scripts have the values of their parameters in them
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Somebody may have cleared away what is around it. */
    private void makeIfGone() throws IOException {
        if (!Files.isDirectory(folder)) {
            make();
        }
    }

    private record Key(String id, int version) {}

    /** One of them. */
    private static final class Kept {
        final Content content;
        final int inMemory;
        final @Nullable Path file;
        /** Whether whoever asked for it has not said yet what becomes of it. */
        boolean isFresh = true;

        Kept(Content content, int inMemory, @Nullable Path file) {
            this.content = content;
            this.inMemory = inMemory;
            this.file = file;
        }
    }

    /** Who needs what. */
    @FunctionalInterface
    public interface Needed {
        /** Whether somebody may read it yet. */
        boolean isNeeded(String id, int version);
    }

    private void clear(String beginning) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .forEach(Shelf::delete);
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            // it takes room, and no more
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException open) {
            // on Windows while it is read; the next process deletes it
        }
    }

    /** The same again is the one that is there. */
    @Override
    public synchronized Optional<Content> keep(String id, int version, String base64) {
        var key = new Key(id, version);
        Kept before = all.get(key);
        if (before != null) {
            before.isFresh = true;
            return Optional.of(before.content);
        }
        if (all.size() >= MOST) {
            return Optional.empty();
        }
        Kept kept = inMemory + base64.length() <= IN_MEMORY ? held(base64) : onDisk(base64);
        inMemory += kept.inMemory;
        all.put(key, kept);
        return Optional.of(kept.content);
    }

    private static Kept held(String base64) {
        return new Kept(new Content.Held(base64), base64.length(), null);
    }

    private Kept onDisk(String base64) {
        Path file = folder.resolve("given-" + names++);
        try {
            makeIfGone();
            OwnFile.create(file);
            Files.writeString(file, base64, StandardCharsets.UTF_8);
            return new Kept(() -> Files.readString(file, StandardCharsets.UTF_8), 0, file);
        } catch (IOException full) {
            delete(file);
            return inMemory + base64.length() <= IN_MEMORY_WITHOUT_DISK
                    ? held(base64)
                    : new Kept(
                            () -> {
                                throw new IOException("it could not be kept: " + full, full);
                            },
                            0,
                            null);
        }
    }

    /** Whoever asked for what was given last has taken what there was: from here on it is needed, or goes. */
    public synchronized void isTaken() {
        all.values().forEach(kept -> kept.isFresh = false);
    }

    /** Takes away what nobody needs. */
    public void tidy(Needed needed) {
        List<Key> surplus = settled().stream()
                .filter(key -> !needed.isNeeded(key.id(), key.version()))
                .toList();
        surplus.forEach(this::remove);
    }

    private synchronized List<Key> settled() {
        List<Key> settled = new ArrayList<>();
        all.forEach((key, kept) -> {
            if (!kept.isFresh) {
                settled.add(key);
            }
        });
        return settled;
    }

    /** Unless it was given again meanwhile. */
    private synchronized void remove(Key key) {
        Kept kept = all.get(key);
        if (kept != null && !kept.isFresh) {
            all.remove(key);
            inMemory -= kept.inMemory;
            if (kept.file != null) {
                delete(kept.file);
            }
        }
    }

    /** How many there are. */
    synchronized int count() {
        return all.size();
    }

    /** For an answer that is on its way: one at a time. */
    Spool spool() {
        try {
            makeIfGone();
        } catch (IOException full) {
            // a short answer needs none
        }
        clear("answer-");
        Path file;
        synchronized (this) {
            file = folder.resolve("answer-" + names++);
        }
        return new Spool(file);
    }

    /** Where it is. */
    @Override
    public String toString() {
        return "Shelf[" + folder + "]";
    }
}
