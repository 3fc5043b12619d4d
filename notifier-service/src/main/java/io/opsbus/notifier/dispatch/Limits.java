package io.opsbus.notifier.dispatch;

import java.time.Duration;

/**
 * The engine's measures.
 *
 * @param window attempts at once to a target that is new or has just failed
 * @param maxWindow the most attempts at once to one target
 * @param allWindows the most attempts at once in all
 * @param hold how long a batch waits for its attempts before what is left is parked; longer only while many still end
 * @param attempt the longest an attempt takes
 */
public record Limits(int window, int maxWindow, int allWindows, Duration hold, Duration attempt) {
    /** What a process uses when nothing is set. */
    public static final Limits DEFAULT = new Limits(16, 64, 2048, Duration.ofMillis(250), Duration.ofSeconds(5));

    /** A new target has this long to prove itself prompt before its deliveries are parked. */
    static final Duration TRIAL = Duration.ofMillis(50);

    /** Beyond the attempt's own time, before another may take a leased row. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    public Limits {
        if (window < 1 || maxWindow < window || allWindows < maxWindow) {
            throw new IllegalArgumentException("opsbus.notifier: 1 <= window <= max-window <= all-windows");
        }
        if (hold.isNegative() || attempt.isNegative() || attempt.isZero()) {
            throw new IllegalArgumentException("opsbus.notifier: hold >= 0 and attempt-timeout > 0");
        }
    }

    /** How long a row is out of others' reach while its attempt is made. */
    Duration lease() {
        return attempt.plus(MARGIN);
    }
}
