package io.opsbus.benchmarks.sink;

/**
 * What a sink has counted since its phase began.
 *
 * @param received requests answered, whatever they held
 * @param unique different events of the phase
 * @param duplicates events, of any phase, that had come before
 * @param outside events of no interest: of an earlier phase, for the first time
 * @param unknown requests without a numbered id
 * @param uncounted requests to a target that is set apart
 * @param behind events of the phase that came after a later one of their resource
 * @param latency from due to received; of the first arrival of each event
 */
public record Reading(
        long received,
        long unique,
        long duplicates,
        long outside,
        long unknown,
        long uncounted,
        long behind,
        Latency latency) {
    /**
     * A summary of latencies in microseconds; all zero when none was measured.
     *
     * @param count how many were measured
     */
    public record Latency(long count, long p50, long p90, long p99, long p999, long max) {}
}
