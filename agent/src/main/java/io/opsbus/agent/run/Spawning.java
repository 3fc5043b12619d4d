package io.opsbus.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts processes and writes scripts, never both at a time: a child that is just being born holds every open file, and a
 * script that is still open for writing anywhere cannot be executed ("text file busy").
 */
final class Spawning {
    private static final ReentrantLock ONE = new ReentrantLock();

    private Spawning() {}

    static Process start(ProcessBuilder builder) throws IOException {
        ONE.lock();
        try {
            return builder.start();
        } finally {
            ONE.unlock();
        }
    }

    /** Writes a file that must not exist yet. */
    static void write(Path file, byte[] content) throws IOException {
        ONE.lock();
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } finally {
            ONE.unlock();
        }
    }

    /** Runs a short command; whether it ended with zero within five seconds. */
    static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = start(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
