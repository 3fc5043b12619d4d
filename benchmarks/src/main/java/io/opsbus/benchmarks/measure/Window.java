package io.opsbus.benchmarks.measure;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened between two moments.
 *
 * @param units how many units of work were done
 * @param wall time passed
 * @param cpu CPU time each of our programs used
 * @param others CPU time used by programs that are not ours
 */
public record Window(long units, Duration wall, Map<String, Duration> cpu, Duration others) {
    public Window {
        if (units <= 0 || wall.isZero() || wall.isNegative()) {
            throw new IllegalArgumentException("a window holds work and time: " + units + " units, " + wall);
        }
        cpu = Map.copyOf(cpu);
    }

    /** From {@code begin} to {@code end}, in which {@code units} units of work were done. */
    public static Window between(Moment begin, Moment end, long units) {
        Map<String, Duration> used = new TreeMap<>();
        begin.programs().forEach((name, before) -> {
            Duration after = end.programs().getOrDefault(name, before);
            used.put(name, after.minus(before));
        });
        Duration ours = used.values().stream().reduce(Duration.ZERO, Duration::plus);
        Duration others = end.machine().minus(begin.machine()).minus(ours);
        return new Window(
                units,
                Duration.ofNanos(end.nanos() - begin.nanos()),
                used,
                others.isNegative() ? Duration.ZERO : others);
    }

    /** Units done a second of wall time: falls when others use the machine. */
    public double perSecond() {
        return units / seconds(wall);
    }

    /** CPU microseconds a unit cost the named program. */
    public double cpuMicros(String program) {
        return seconds(cpu.getOrDefault(program, Duration.ZERO)) * 1e6 / units;
    }

    /** Cores used by programs that are not ours, on average. */
    public double othersCores() {
        return seconds(others) / seconds(wall);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
