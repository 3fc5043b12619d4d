package io.opsbus.benchmarks.process;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.ChildGuard;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The processes of one benchmark run, with a scratch folder for their logs and data. All of them end, and the folder
 * goes, when this is closed or when the benchmark's JVM dies.
 */
public final class Programs implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(50);

    private final Path scratch;
    private final ChildGuard guard;
    private final List<Started> started = new ArrayList<>();

    private record Started(Child child, Signal end) {}

    private Programs(Path scratch, ChildGuard guard) {
        this.scratch = scratch;
        this.guard = guard;
    }

    /** A new run. */
    public static Programs open() throws BenchFailure {
        try {
            Path scratch = Files.createTempDirectory("opsbus-bench-");
            return new Programs(scratch, ChildGuard.start(scratch));
        } catch (IOException | StartFailure e) {
            throw new BenchFailure("cannot make a scratch folder: " + e.getMessage(), e);
        }
    }

    /** Logs and data; removed at the end. */
    public Path scratch() {
        return scratch;
    }

    public Path log(String program) {
        return scratch.resolve(program + ".log");
    }

    /** Starts one of our own mains on the class path of this JVM. */
    public Child java(String name, Class<?> main, List<String> jvmFlags, List<String> args) throws BenchFailure {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        var flags = new ArrayList<>(jvmFlags);
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.add("--sun-misc-unsafe-memory-access=allow");
        return start(name, new JavaProgram(classPath, main.getName(), flags, args, Optional.empty()), Map.of());
    }

    /** Starts a JVM program. */
    public Child start(String name, JavaProgram program, Map<String, String> environment) throws BenchFailure {
        try {
            return watch(Child.start(name, program.command(), environment, log(name)), Signal.TERM);
        } catch (StartFailure e) {
            throw new BenchFailure(e.getMessage(), e);
        }
    }

    /** Takes over a process somebody else has started. */
    public Child watch(Child child, Signal end) {
        started.add(new Started(child, end));
        guard.watch(child, end);
        return child;
    }

    /** Waits until {@code ready}. */
    public void await(Child child, Duration limit, BooleanSupplier ready) throws BenchFailure {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (child.awaitExit(STEP)) {
                throw new BenchFailure(child.ended().getMessage());
            }
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure(
                        child.name() + " is not ready after " + limit.toSeconds() + " s:\n" + child.lastLines(20));
            }
        }
    }

    /** The last words of a running program, for a message. */
    public List<String> tail(String program, int lines) {
        return started.stream()
                .map(Started::child)
                .filter(child -> child.name().equals(program))
                .flatMap(child -> child.lastLines(lines).lines())
                .toList();
    }

    /** Ends one program now. */
    public void end(Child child) {
        started.stream()
                .filter(one -> one.child() == child)
                .forEach(one -> one.child().stop(one.end(), GRACE));
        started.removeIf(one -> one.child() == child);
    }

    @Override
    public void close() {
        // last started first: nobody loses what it depends on while it ends
        List.copyOf(started).reversed().forEach(one -> end(one.child()));
        guard.close();
    }
}
