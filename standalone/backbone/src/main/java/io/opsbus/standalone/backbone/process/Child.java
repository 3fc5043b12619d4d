package io.opsbus.standalone.backbone.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One child process. Its standard output and error go to a log file (appended), its standard input is empty, so it can
 * outlive us; whether it does is the caller's choice (see {@link ChildGuard}). With a bound of its log it is we who write: what it says
 * after we are gone is lost.
 */
public final class Child {
    private static final int BUFFER = 16 << 10;
    private static final long STACK = 128 << 10;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;
    /** Completes when all the process has said is in the log. */
    private final CompletableFuture<Void> written;

    private Child(String name, Process process, Path log, long logStart, CompletableFuture<Void> written) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
        this.written = written;
    }

    /** Starts {@code command}; its log has no bound. */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path log)
            throws StartFailure {
        return start(name, command, environment, log, LogBound.NONE);
    }

    /**
     * Starts {@code command}.
     *
     * @param name what messages call the program
     * @param environment added to our own environment
     * @param log file that takes all output; created with its folder
     * @param bound how much of it is kept
     */
    public static Child start(
            String name, List<String> command, Map<String, String> environment, Path log, LogBound bound)
            throws StartFailure {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            if (bound.equals(LogBound.NONE)) {
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
                return new Child(name, builder.start(), log, logStart, CompletableFuture.completedFuture(null));
            }
            var bounded = new BoundedLog(log, bound);
            Process process = builder.start();
            return new Child(name, process, log, logStart, written(name, process, bounded));
        } catch (IOException e) {
            throw new StartFailure("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private static CompletableFuture<Void> written(String name, Process process, BoundedLog log) {
        var written = new CompletableFuture<Void>();
        Thread.ofPlatform().daemon().name("log of " + name).stackSize(STACK).start(() -> {
            try (log;
                    InputStream said = process.getInputStream()) {
                byte[] bytes = new byte[BUFFER];
                for (int count = said.read(bytes); count >= 0; count = said.read(bytes)) {
                    log.write(bytes, 0, count);
                }
            } catch (IOException closed) {
                // the process is gone, and its end of the pipe with it
            } finally {
                written.complete(null);
            }
        });
        // a process of its own that is left behind may hold the pipe for as long as it likes
        var _ = process.onExit()
                .thenRun(() -> written.completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
        return written;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Completes with the exit code when the process has ended (128 + signal number if a signal ended it) and what it said is in its log.
     */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenCombine(written, (ended, _) -> ended.exitValue());
    }

    /** Waits up to {@code limit} for the end; true if the process has ended. */
    public boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Sends a signal; does nothing if the process has ended already. */
    public void signal(Signal signal) {
        // The handle of a Process is checked by start time, so a re-used pid is never hit; kill(1) has no such check,
        // hence only the signals the JDK does not offer go through it.
        switch (signal) {
            case TERM -> process.destroy();
            case KILL -> process.destroyForcibly();
            case INT, QUIT, STOP, CONT -> {
                if (process.isAlive()) {
                    shellKill(signal);
                }
            }
        }
    }

    /**
     * Sends {@code polite}, waits {@code grace}, then kills.
     *
     * @return true if the process ended by itself
     */
    public boolean stop(Signal polite, Duration grace) {
        signal(polite);
        if (awaitExit(grace)) {
            return true;
        }
        signal(Signal.KILL);
        awaitExit(Duration.ofSeconds(10));
        return false;
    }

    /** Lines this run has written so far. */
    public List<String> output() {
        try (var file = Files.newByteChannel(log)) {
            file.position(logStart);
            var text = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last words of this run, for a message: its last {@code count} lines. */
    public String lastLines(int count) {
        List<String> lines = output();
        Stream<String> tail = lines.stream().skip(Math.max(0, lines.size() - count));
        return String.join(System.lineSeparator(), tail.toList());
    }

    /** The failure to throw when this child ended although it should be serving. */
    public StartFailure ended() {
        return new StartFailure("%s ended with code %d while starting; log %s:%n%s"
                .formatted(name, process.exitValue(), log, lastLines(8)));
    }

    private void shellKill(Signal signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal.name() + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
