package io.opsbus.testkit;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service's own main in a process of its own, to be killed; closing kills it too, so that a failed test leaves none behind. */
public final class ServiceProcess implements AutoCloseable {
    /** A training that takes longer was killed. */
    private static final Duration STALE = Duration.ofMinutes(3);

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it on the class path of this test.
     *
     * @param settings given as {@code --key=value}
     * @param log takes what it writes, after what is there
     */
    public static ServiceProcess start(Class<?> main, Map<String, Object> settings, Path log) {
        return start(main, settings, List.of(), log);
    }

    /** The same, with these options for its JVM too. */
    public static ServiceProcess start(Class<?> main, Map<String, Object> settings, List<String> jvm, Path log) {
        return start(main, settings, new Launch(jvm, false), log);
    }

    /**
     * Starts it to be shown what it needs, so that later starts with these options take half the time; it must be told to end (TERM) and then
     * takes some seconds more, see {@link #awaitEnd}. Empty when they have been shown already, or cannot be.
     */
    public static Optional<ServiceProcess> startTraining(
            Class<?> main, Map<String, Object> settings, List<String> jvm, Path log) {
        var launch = new Launch(jvm, true);
        return AotCache.trains(launch.flags(main)) && isFirst(main)
                ? Optional.of(start(main, settings, launch, log))
                : Optional.empty();
    }

    /** Whether no other test shows it at this moment. */
    private static boolean isFirst(Class<?> main) {
        try {
            var mark = BackboneLayout.find().aotCaches().resolve(main.getPackageName() + ".training");
            if (Files.exists(mark)
                    && Files.getLastModifiedTime(mark)
                            .toInstant()
                            .isBefore(Instant.now().minus(STALE))) {
                Files.delete(mark);
            }
            Files.createFile(mark);
            return true;
        } catch (IOException | StartFailure _) {
            return false;
        }
    }

    /**
     * How its JVM is started.
     *
     * @param more options beyond those all have
     * @param trains whether it may write a cache when it ends
     */
    private record Launch(List<String> more, boolean trains) {
        private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m");

        static String classPath() {
            return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        }

        /** All flags and the class path. */
        List<String> flags(Class<?> main) {
            var flags = new ArrayList<>(FLAGS);
            flags.addAll(more);
            try {
                var caches = BackboneLayout.find().aotCaches();
                var jars = Jars.of(classPath(), caches.resolveSibling("jars"));
                var cache = new AotCache(caches, main.getPackageName() + "-test").flags(flags, jars);
                if (trains || !AotCache.trains(cache)) {
                    flags.addAll(cache);
                }
                flags.addAll(List.of(
                        "-cp", jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
            } catch (IOException | StartFailure noCache) {
                // it starts without one
                flags.addAll(List.of("-cp", classPath()));
            }
            return flags;
        }
    }

    private static ServiceProcess start(Class<?> main, Map<String, Object> settings, Launch launch, Path log) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(launch.flags(main));
        command.add(main.getName());
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            return new ServiceProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toUri())))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it has ended by itself. */
    public void awaitEnd() {
        process.onExit().join();
    }

    /** Whether it lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends it a signal, such as {@code STOP} or {@code CONT}; returns when the signal is sent. */
    public void signal(String name) {
        try {
            var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
            if (sent.exitValue() != 0) {
                throw new IllegalStateException("SIG" + name + " was not sent");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
