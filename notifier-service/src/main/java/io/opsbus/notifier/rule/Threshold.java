package io.opsbus.notifier.rule;

import io.opsbus.notifier.Level;
import java.time.Duration;

/**
 * How often an event of the customer's own must come before a rule tells of it.
 *
 * @param times within any span of {@code period}; 0: each event is told as it is
 * @param level what is told has
 * @param id the caller's own id of the rule
 */
public record Threshold(int times, Duration period, Level level, String id) {
    /** Each event is told. */
    public static final Threshold NONE = new Threshold(0, Duration.ZERO, Level.INFO, "");

    /** Longest period: what is counted is kept no longer. */
    public static final Duration LONGEST_PERIOD = Duration.ofDays(1);

    /** Most events that can be asked for. */
    public static final int MOST_TIMES = 100_000;

    /** Whether there is none. */
    public boolean isNone() {
        return times == 0;
    }
}
