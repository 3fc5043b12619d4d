package io.opsbus.notifier.targets;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a target is sent to, whatever it would take.
 *
 * @param messages at most so many in each {@code per}; 0 for no limit
 * @param per the span; of no meaning without a limit
 * @param concurrency attempts at once; 0 leaves it to the engine
 * @param digest the most events one message may carry; 1 when each has a message of its own
 * @param place what takes no more than this from all targets that lead there together; empty when each target has the rate for itself
 */
public record Rate(int messages, Duration per, int concurrency, int digest, Optional<Secret> place) {
    /** Nothing but the engine's own limits. */
    public static final Rate FREE = new Rate(0, Duration.ofSeconds(1), 0, 1);

    /** More events in one message than anybody reads; beyond it the next message follows at its time. */
    static final int MOST_IN_A_DIGEST = 1000;

    public Rate {
        if (messages < 0 || per.isNegative() || per.isZero() || concurrency < 0 || digest < 1) {
            throw new IllegalArgumentException("a rate has no negative part");
        }
    }

    /** A target's own. */
    public Rate(int messages, Duration per, int concurrency, int digest) {
        this(messages, per, concurrency, digest, Optional.empty());
    }

    /** For messages people read: so many a minute, and what would be more is told together in one. */
    static Rate digested(int aMinute) {
        return new Rate(aMinute, Duration.ofMinutes(1), 0, MOST_IN_A_DIGEST);
    }

    /** The same, for all targets together that lead to this place. */
    Rate at(Secret there) {
        return new Rate(messages, per, concurrency, digest, Optional.of(there));
    }

    /** Whether several events may be told in one message. */
    public boolean digests() {
        return digest > 1;
    }
}
