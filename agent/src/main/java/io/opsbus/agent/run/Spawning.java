package io.opsbus.agent.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Writes a file that must not exist yet. It has its mode and its owner before anything is in it; where there are no modes, those of its
     * folder.
     *
     * @param mode as {@code rwx------}
     * @param owner whose it is, if not the agent's
     */
    static void write(Path file, byte[] content, String mode, Optional<UserPrincipal> owner) throws IOException {
        ONE.lock();
        try (SeekableByteChannel out = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own(file, mode))) {
            if (owner.isPresent()) {
                Files.setOwner(file, owner.get());
            }
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                out.write(left);
            }
        } finally {
            ONE.unlock();
        }
    }

    private static FileAttribute<?>[] own(Path file, String mode) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** What a short command says, if it ends with zero within five seconds. */
    static List<String> lines(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("opsbus", ".out");
        try {
            Process process = start(new ProcessBuilder(command)
                    .redirectOutput(said.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            return isZeroSoon(process) ? Files.readAllLines(said, StandardCharsets.ISO_8859_1) : List.of();
        } finally {
            Files.deleteIfExists(said);
        }
    }

    /** Runs a short command; whether it ended with zero within five seconds. */
    static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = start(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        return isZeroSoon(process);
    }

    private static boolean isZeroSoon(Process process) throws InterruptedException {
        if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
