package io.opsbus.gateway.audit;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How many refused calls get a record: a flood of them must not fill the audit. Who is left out is counted. Threads share it.
 */
public final class RefusalBudget {
    private final long nanosPerRecord;
    private final long burstNanos;
    private long fullAt;
    private boolean isStarted;
    private long suppressed;

    /**
     * A full budget.
     *
     * @param perSecond records that may be sustained, at least 1
     * @param burst records at once after a quiet time, at least 1
     */
    public RefusalBudget(int perSecond, int burst) {
        this.nanosPerRecord = Duration.ofSeconds(1).toNanos() / perSecond;
        this.burstNanos = nanosPerRecord * burst;
    }

    /**
     * Asks for one record.
     *
     * @return how many were left out since the last one that was not; empty when this one is left out too
     */
    public synchronized OptionalLong take(long nanoTime) {
        if (!isStarted || fullAt - nanoTime < 0) {
            fullAt = nanoTime;
            isStarted = true;
        }
        if (fullAt + nanosPerRecord - nanoTime > burstNanos) {
            suppressed++;
            return OptionalLong.empty();
        }
        fullAt += nanosPerRecord;
        long left = suppressed;
        suppressed = 0;
        return OptionalLong.of(left);
    }

    /** Counts calls that got no record although they might have. */
    public synchronized void leaveOut(long calls) {
        suppressed += calls;
    }
}
