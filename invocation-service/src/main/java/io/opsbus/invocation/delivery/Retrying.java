package io.opsbus.invocation.delivery;

import io.opsbus.invocation.delivery.DueOutputs.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * When output that was not taken is tried again: after the first pause, then after twice as much, and so on.
 *
 * @param longest pause
 * @param patience how long after the end of its run output is tried
 */
public record Retrying(Duration first, Duration longest, Duration patience) {
    public static final Retrying USUAL = new Retrying(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(1));

    /** More doublings would be the longest pause in any case. */
    private static final int MOST_DOUBLINGS = 20;

    /** What follows from a try. */
    public Verdict verdict(DueOutput tried, Attempt attempt, Instant now) {
        return switch (attempt) {
            case Attempt.Stored _ -> new Verdict.Delivered();
            case Attempt.Refused(String code) -> new Verdict.GivenUp(code);
            case Attempt.NotYet(String code) -> {
                Instant next = now.plus(pause(tried.tries()));
                yield next.isAfter(tried.ended().plus(patience))
                        ? new Verdict.GivenUp(code)
                        : new Verdict.Again(next, code);
            }
        };
    }

    private Duration pause(int tries) {
        Duration pause = first.multipliedBy(1L << Math.clamp(tries - 1L, 0, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
