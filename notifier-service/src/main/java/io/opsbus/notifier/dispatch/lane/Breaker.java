package io.opsbus.notifier.dispatch.lane;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps attempts from a target that fails again and again.
 *
 * <pre>
 *   Closed --5 failures in a row--> Open(1 s) --time--> one probe
 *     ^                               ^                   |   |
 *     |                               +-- fails: 2x, <= 60 s  |
 *     +------------------------- succeeds -------------------+
 * </pre>
 */
public sealed interface Breaker {
    /** Failures in a row that open it. */
    int TRIP = 5;

    /** The first time it stays open. */
    Duration FIRST = Duration.ofSeconds(1);

    /** The longest time it stays open. */
    Duration LONGEST = Duration.ofSeconds(60);

    /** How many attempts may be under way at once: all the window has, one probe, or none. */
    enum Leave {
        ALL,
        PROBE,
        NONE
    }

    /** What may be attempted at this moment. */
    Leave leave(Instant now);

    /** After an attempt that the target answered well. */
    default Breaker succeeded() {
        return new Closed(0);
    }

    /** After an attempt that failed. */
    Breaker failed(Instant now);

    /** Attempts flow; {@code failures} came in a row. */
    record Closed(int failures) implements Breaker {
        @Override
        public Leave leave(Instant now) {
            return Leave.ALL;
        }

        @Override
        public Breaker failed(Instant now) {
            return failures + 1 < TRIP ? new Closed(failures + 1) : new Open(now.plus(FIRST), FIRST);
        }
    }

    /** Nothing flows until {@code until}, then one probe at a time; {@code pause} was the length of this rest. */
    record Open(Instant until, Duration pause) implements Breaker {
        @Override
        public Leave leave(Instant now) {
            return now.isBefore(until) ? Leave.NONE : Leave.PROBE;
        }

        /** A late failure of an attempt made before the trip says nothing new. */
        @Override
        public Breaker failed(Instant now) {
            if (now.isBefore(until)) {
                return this;
            }
            var longer = pause.multipliedBy(2);
            var next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
            return new Open(now.plus(next), next);
        }
    }
}
