package io.opsbus.agent.cli;

import io.opsbus.agent.wire.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Of agents with one folder one runs: the one that has this. */
final class AgentLock implements AutoCloseable {
    private static final String NAME = "agent.lock";
    /** Whoever asks whether an agent runs has it for a moment. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final FileChannel channel;

    private AgentLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Why one does not run. */
    static String another(Home home) {
        return "another agent runs with " + home.folder();
    }

    /** Whether somebody has it at this moment. */
    static boolean isHeld(Home home) throws IOException {
        Path file = home.folder().resolve(NAME);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !isTaken(channel);
        }
    }

    /** Whether an agent runs: it has it for longer than a moment. */
    static boolean isAgents(Home home) throws IOException {
        long begun = System.nanoTime();
        while (isHeld(home)) {
            if (!isMomentLeft(begun)) {
                return true;
            }
        }
        return false;
    }

    /** Takes it; null when an agent runs. */
    static @Nullable AgentLock take(Home home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.folder().resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long begun = System.nanoTime();
            while (!isTaken(channel)) {
                if (!isMomentLeft(begun)) {
                    channel.close();
                    return null;
                }
            }
            return new AgentLock(channel);
        } catch (IOException broken) {
            channel.close();
            throw broken;
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

    private static boolean isMomentLeft(long begun) {
        LockSupport.parkNanos(LOOK.toNanos());
        return System.nanoTime() - begun < MOMENT.toNanos();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
