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
 *
 * Another target's end of an outage may be its own: then one more probe in this rest comes before its time; when it fails, the rest goes on.
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

    /** With a probe then, before its time; the same when it has none coming that is later, or has had one in this rest. */
    default Breaker sooner(Instant probe) {
        return this;
    }

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

    /**
     * Nothing flows until {@code probe}, then one at a time.
     *
     * @param until when this rest is over
     * @param pause its length
     * @param early whether a probe has come before its time in it, or will
     */
    record Open(Instant until, Duration pause, Instant probe, boolean early) implements Breaker {
        /** A rest, and a probe when it is over. */
        public Open(Instant until, Duration pause) {
            this(until, pause, until, false);
        }

        @Override
        public Leave leave(Instant now) {
            return now.isBefore(probe) ? Leave.NONE : Leave.PROBE;
        }

        /** The same, over sooner by half of that share: the next rest is none the shorter for it. */
        Open shortened(double share) {
            var end = until.minusNanos((long) (pause.toNanos() * share / 2));
            return new Open(end, pause, end, early);
        }

        @Override
        public Breaker sooner(Instant at) {
            return early || !at.isBefore(probe) ? this : new Open(until, pause, at, true);
        }

        /** A late failure of an attempt made before the trip says nothing new. */
        @Override
        public Breaker failed(Instant now) {
            if (now.isBefore(probe)) {
                return this;
            }
            if (now.isBefore(until)) {
                return new Open(until, pause, until, true);
            }
            var longer = pause.multipliedBy(2);
            var next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
            return new Open(now.plus(next), next);
        }
    }
}
