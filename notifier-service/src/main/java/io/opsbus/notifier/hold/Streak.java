package io.opsbus.notifier.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * Attempts at one target in a row of which none succeeded.
 *
 * @param since when the first of them began
 * @param failures how many; attempts that began at the same moment may be counted once
 * @param last the answer to the last of them
 */
public record Streak(Instant since, long failures, Answer last) {
    /**
     * What came of a failed attempt.
     *
     * @param at when it began
     * @param outcome a short word such as {@code 5xx}, {@code timeout}
     * @param httpStatus empty when there was no HTTP answer
     * @param said the head of what was said, one line; empty when nothing was
     */
    public record Answer(Instant at, String outcome, OptionalInt httpStatus, String said) {}

    /**
     * When a target has failed long enough.
     *
     * @param after so long must lie between the first failure and the last: a silence in which nothing was tried proves nothing
     * @param failures and so many there must be
     */
    public record Patience(Duration after, long failures) {
        /** Three days and twenty attempts. */
        public static final Patience DEFAULT = new Patience(Duration.ofDays(3), 20);

        public Patience {
            if (after.isNegative() || after.isZero() || failures < 1) {
                throw new IllegalArgumentException("opsbus.notifier.disable: after > 0 and failures >= 1");
            }
        }

        /** Whether it is at its end. */
        public boolean endsWith(Streak streak) {
            return streak.failures() >= failures
                    && !streak.last().at().isBefore(streak.since().plus(after));
        }
    }
}
