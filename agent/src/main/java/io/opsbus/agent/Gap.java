package io.opsbus.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a time between two runs of timetables that is long enough for the agent to be started anew: what rings meanwhile nobody
 * hears. Timetables that leave none put it off for an hour and no longer. Not thread-safe.
 */
public final class Gap {
    /** A process is started again in less: five seconds of systemd's, and a start. */
    static final Duration NEEDED = Duration.ofSeconds(30);

    static final Duration PATIENCE = Duration.ofHours(1);

    private @Nullable Instant since;

    /** What is found now. */
    public enum Found {
        ENOUGH,
        TOO_LITTLE,
        /** Too little, and it was so for an hour: a run may be left out. */
        TOO_LITTLE_FOR_LONG
    }

    /**
     * Looks.
     *
     * @param next when a timer rings next
     */
    public Found at(Instant now, Optional<Instant> next) {
        if (next.isEmpty() || !next.get().isBefore(now.plus(NEEDED))) {
            return Found.ENOUGH;
        }
        if (since == null) {
            since = now;
        }
        return now.isBefore(since.plus(PATIENCE)) ? Found.TOO_LITTLE : Found.TOO_LITTLE_FOR_LONG;
    }
}
