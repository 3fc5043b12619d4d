package io.opsbus.benchmarks.sink;

/**
 * The events one stretch of a benchmark sends: numbers {@code first} to {@code first + count - 1}.
 *
 * @param startMicros wall clock, microseconds since 1970, at which event {@code first} was due to be published
 * @param perSecond how many are due a second; 0 when they go at full speed, and then no latency is measured
 */
public record Phase(long first, int count, long startMicros, int perSecond) {
    /** No schedule: as fast as it goes. */
    public static Phase fullSpeed(long first, int count) {
        return new Phase(first, count, 0, 0);
    }

    boolean holds(long number) {
        return number >= first && number < first + count;
    }

    /**
     * When the event was due, whether or not its sender kept up: a sender that stalls must not hide the wait of the
     * events behind it (coordinated omission).
     */
    public long dueMicros(long number) {
        return startMicros + (number - first) * 1_000_000 / perSecond;
    }
}
