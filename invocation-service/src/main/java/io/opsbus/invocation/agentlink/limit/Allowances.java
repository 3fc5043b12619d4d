package io.opsbus.invocation.agentlink.limit;

import io.opsbus.invocation.InstanceId;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How much each agent may ask: a bucket of requests and one of bytes that fill up again with time. One agent that has gone wild, or has
 * been taken over, costs itself its answers and not the others theirs (threat 19). Only instances that have proven who they are have
 * buckets, so there are no more than registered machines.
 */
public final class Allowances {
    /**
     * What an agent may ask.
     *
     * @param requests a second in the long run; an agent reports each run every three seconds
     * @param burst at once
     * @param bytes of bodies a second in the long run
     * @param bytesBurst at once
     */
    public record Limits(int requests, int burst, long bytes, long bytesBurst) {
        public static final Limits USUAL = new Limits(50, 1_000, 1L << 20, 16L << 20);
        /** As good as none. */
        public static final Limits NONE =
                new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);

        /** Requests in such a time at most. */
        public int most(Duration time) {
            return Math.toIntExact(burst + requests * time.toSeconds());
        }
    }

    private static final double SECOND = 1_000;

    private final Limits limits;
    private final Clock clock;
    private final ConcurrentHashMap<InstanceId, Bucket> buckets = new ConcurrentHashMap<>();

    /** What is left, and whether the last request was within it. */
    private record Bucket(double requests, double bytes, long at, boolean granted) {}

    public Allowances(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether the instance may have this request answered; what is refused costs nothing. */
    public boolean take(InstanceId instance, int bytes) {
        long now = clock.millis();
        return buckets.compute(instance, (_, before) -> next(before, bytes, now))
                .granted();
    }

    private Bucket next(@Nullable Bucket before, int bytes, long now) {
        double requests = limits.burst();
        double room = limits.bytesBurst();
        if (before != null) {
            // a clock that went back gives nothing and takes nothing
            double seconds = Math.max(0, now - before.at()) / SECOND;
            requests = Math.min(requests, before.requests() + seconds * limits.requests());
            room = Math.min(room, before.bytes() + seconds * limits.bytes());
        }
        return requests >= 1 && room >= bytes
                ? new Bucket(requests - 1, room - bytes, now, true)
                : new Bucket(requests, room, now, false);
    }
}
