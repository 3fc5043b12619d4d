package io.opsbus.standalone.supervise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by one process at a time; the kernel lets it go with whoever holds it, however that one ends. The file stays, and names its last holder.
 * A process asks nobody about a lock it holds itself: POSIX lets all of them on a file go when any descriptor of it is closed (fcntl).
 */
public final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** The lock, unless somebody else holds it. */
    public static Optional<FolderLock> tryTake(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(channel)) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(channel).named());
    }

    /**
     * The lock, as soon as nobody else holds it.
     *
     * @param waits told when somebody does
     */
    public static FolderLock take(Path file, Runnable waits) throws IOException {
        Optional<FolderLock> free = tryTake(file);
        if (free.isPresent()) {
            return free.get();
        }
        waits.run();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return new FolderLock(channel).named();
    }

    /** Whether another process holds it. */
    public static boolean isHeld(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !isTaken(channel);
        }
    }

    /** Who holds it, or held it last: a process id, empty when nobody ever did. */
    public static String holder(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byUs) {
            return false;
        }
    }

    private FolderLock named() throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
        return this;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
