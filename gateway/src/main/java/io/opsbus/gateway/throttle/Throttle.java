package io.opsbus.gateway.throttle;

import io.opsbus.gateway.AccountId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket for each account and action. Threads share it.
 *
 * <p>A bucket is one number, the time at which it would be full again (GCRA, ITU-T I.371): a bucket that is full says
 * nothing and may be forgotten. When there are too many that are not, new ones are refused rather than old ones forgotten.
 */
public final class Throttle {
    /** Between two looks for buckets that can go. */
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();

    private final long nanosPerCall;
    private final long burstNanos;
    private final int mostBuckets;
    private final Map<Bucket, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);

    /**
     * Full buckets.
     *
     * @param perSecond calls that may be sustained, at least 1
     * @param burst calls at once after a quiet time, at least 1
     * @param mostBuckets at a time, about 100 bytes each
     */
    public Throttle(int perSecond, int burst, int mostBuckets) {
        if (perSecond < 1 || burst < 1 || mostBuckets < 1) {
            throw new IllegalArgumentException(
                    "a throttle that lets nothing pass: " + perSecond + "/s, burst " + burst);
        }
        this.nanosPerCall = Duration.ofSeconds(1).toNanos() / perSecond;
        this.burstNanos = nanosPerCall * burst;
        this.mostBuckets = mostBuckets;
    }

    /** What has a bucket of its own. */
    public record Bucket(AccountId account, String version, String action) {}

    /**
     * Takes a token.
     *
     * @param nanoTime of a clock that never goes back
     * @return zero when the call may pass; else how long until one may
     */
    public Duration take(Bucket bucket, long nanoTime) {
        AtomicLong full = fullAt.get(bucket);
        if (full == null) {
            if (fullAt.size() >= mostBuckets && !sweep(nanoTime)) {
                return Duration.ofNanos(SWEEP_NANOS);
            }
            full = fullAt.computeIfAbsent(bucket, _ -> new AtomicLong(nanoTime));
        }
        while (true) {
            long before = full.get();
            // a bucket does not fill beyond its brim
            long after = (before - nanoTime > 0 ? before : nanoTime) + nanosPerCall;
            if (after - nanoTime > burstNanos) {
                return Duration.ofNanos(after - nanoTime - burstNanos);
            }
            if (full.compareAndSet(before, after)) {
                return Duration.ZERO;
            }
        }
    }

    int buckets() {
        return fullAt.size();
    }

    private boolean sweep(long nanoTime) {
        long due = nextSweep.get();
        if (due == Long.MIN_VALUE || nanoTime - due >= 0) {
            if (nextSweep.compareAndSet(due, nanoTime + SWEEP_NANOS)) {
                fullAt.values().removeIf(full -> full.get() - nanoTime <= 0);
            }
        }
        return fullAt.size() < mostBuckets;
    }
}
