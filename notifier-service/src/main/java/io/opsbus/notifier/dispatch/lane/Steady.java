package io.opsbus.notifier.dispatch.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time lanes count their waits by. A clock that somebody sets, by an hour back or forth, would silence a target for that hour, or let a rate
 * go out twice; ticks go on as they did. Its instants are good for being compared with each other only.
 */
@FunctionalInterface
public interface Steady {
    /** The moment that is {@code wall} on the clock, now. */
    Instant at(Instant wall);

    /** Follows the clock, for whoever holds it in his hands. */
    Steady CLOCK = wall -> wall;

    /**
     * Counts ticks.
     *
     * @param ticks nanoseconds that nobody sets
     */
    static Steady of(LongSupplier ticks) {
        return _ -> Instant.EPOCH.plusNanos(ticks.getAsLong());
    }

    /** When {@code then} will be, said by the same clock as {@code wall}; what has no time stays without one. */
    default Instant then(Instant then, Instant wall) {
        return then.equals(Instant.MIN) ? then : at(wall).plus(Duration.between(wall, then));
    }
}
