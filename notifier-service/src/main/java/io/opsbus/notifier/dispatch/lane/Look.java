package io.opsbus.notifier.dispatch.lane;

import java.time.Duration;
import java.util.Locale;

/**
 * What a lane looks like at a moment, for people: deciding by it would be too late.
 *
 * @param underWay attempts that have begun and not ended
 * @param waiting deliveries in memory that wait for room
 * @param window how many attempts may be under way now
 * @param shutFor until the next attempt may begin; zero when one may now
 * @param backoff how long the breaker stays open this time; zero while it is closed
 */
public record Look(Manner manner, int underWay, int waiting, int window, Duration shutFor, Duration backoff) {
    /** Whether, and why not, something may go now. */
    public enum Manner {
        /** As much as the window holds. */
        FLOWING,
        /** Its rate lets nothing go until some time has passed. */
        LIMITED,
        /** The target asked to be left alone. */
        QUIET,
        /** It failed again and again: nothing goes. */
        OPEN,
        /** It failed again and again: one attempt at a time finds out whether it works. */
        PROBING;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
