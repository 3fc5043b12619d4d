package io.opsbus.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CPU time from {@code /proc} (proc(5)), user and system together. It counts work done, not time passed, so other load
 * on the machine changes it far less than a rate.
 */
final class CpuTime {
    /** What one clock tick of {@code /proc} is on every architecture Linux runs Java on (USER_HZ 100). */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final Path PROC = Path.of("/proc");

    private CpuTime() {}

    /**
     * Used so far by a process and its descendants, including those that have ended and were waited for; zero when the
     * process is gone.
     */
    static Duration ofTree(long pid) {
        Stream<Long> descendants = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        long ticks = Stream.concat(Stream.of(pid), descendants)
                .mapToLong(CpuTime::ticks)
                .sum();
        return TICK.multipliedBy(ticks);
    }

    /** Used so far by one process, without its children. */
    static Duration ofProcess(long pid) {
        long ticks = read(PROC.resolve(Long.toString(pid)).resolve("stat"))
                .map(stat -> sum(stat, 2))
                .orElse(0L);
        return TICK.multipliedBy(ticks);
    }

    /** Used so far by everybody on the machine. */
    static Duration ofMachine() {
        String[] fields = read(PROC.resolve("stat"))
                .orElse("cpu")
                .lines()
                .findFirst()
                .orElse("cpu")
                .split("\\s+", -1);
        long ticks = 0;
        for (int i = 1; i < Math.min(9, fields.length); i++) {
            boolean idleOrWaiting = i == 4 || i == 5;
            ticks += idleOrWaiting ? 0 : Long.parseLong(fields[i]);
        }
        return TICK.multipliedBy(ticks);
    }

    private static long ticks(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat"))
                .map(stat -> sum(stat, 4))
                .orElse(0L);
    }

    /** Of fields 14 to 17, own user and system time and that of ended children, the first {@code count}. */
    static long sum(String stat, int count) {
        // the name in field 2 may hold blanks and brackets
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Arrays.stream(fields, 11, 11 + count).mapToLong(Long::parseLong).sum();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
