package io.opsbus.notifier.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One merge window, as {@link Windows} draws them.
 *
 * @param first who was told at once
 * @param until its end
 * @param held whether anything waits for it
 */
public record MergeWindow(UUID first, Instant until, boolean held) {
    /** The window a first one begins. */
    public static MergeWindow begin(UUID first, Duration length, Instant now) {
        return new MergeWindow(first, now.plus(length), false);
    }

    /** The window after one more came. */
    public MergeWindow with(UUID one, Duration length, Instant now) {
        if (until.isAfter(now)) {
            return new MergeWindow(first, until, held || !first.equals(one));
        }
        var following = until.plus(length);
        return held && following.isAfter(now) ? new MergeWindow(first, following, true) : begin(one, length, now);
    }

    /** Until when that one waits; empty: it is told at once. */
    public Optional<Instant> rest(UUID one) {
        return first.equals(one) ? Optional.empty() : Optional.of(until);
    }
}
