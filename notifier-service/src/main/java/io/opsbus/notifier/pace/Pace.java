package io.opsbus.notifier.pace;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;

/**
 * How often news may be told. What an earlier release has kept lacks the later parts, which then ask nothing.
 *
 * @param silence after news was told, the same news (name, resource and status) is not told again for so long; zero: always told
 * @param merge after people were told of a kind of event (name and level), more of the kind is told them together when so much time is over;
 *     zero: each when it comes
 * @param quiet when people are not written to
 */
public record Pace(Duration silence, Duration merge, QuietHours quiet) {
    /** Longest time an event may wait for others of its kind. */
    public static final Duration LONGEST_MERGE = Duration.ofHours(1);

    /** Everything is told when it comes. */
    public static final Pace AT_ONCE = silent(Duration.ZERO);

    public Pace {
        merge = requireNonNullElse(merge, Duration.ZERO);
        quiet = requireNonNullElse(quiet, QuietHours.NONE);
    }

    /** Everything is told when it comes, the same news after that silence only. */
    public static Pace silent(Duration silence) {
        return new Pace(silence, Duration.ZERO, QuietHours.NONE);
    }
}
