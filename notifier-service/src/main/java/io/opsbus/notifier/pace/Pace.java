package io.opsbus.notifier.pace;

import java.time.Duration;

/**
 * How often news may be told.
 *
 * @param silence after news was told, the same news (name, resource and status) is not told again for so long; zero: always told
 */
public record Pace(Duration silence) {
    /** Everything is told when it comes. */
    public static final Pace AT_ONCE = new Pace(Duration.ZERO);
}
