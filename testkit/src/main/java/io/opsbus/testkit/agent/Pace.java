package io.opsbus.testkit.agent;

import java.time.Duration;

/**
 * How long an agent waits.
 *
 * @param failingReads after a connection is lost, before anything is done about it
 * @param beforeRedial after that was told to the server, before the one attempt
 * @param longWait after that attempt failed, before the next; newer agents look six times as often
 * @param refetch after a kick for which the server had nothing
 * @param retry between attempts of a fetch or of a report that ends a task
 * @param ticks how many times sooner than it was asked to it tells the next part of output
 */
public record Pace(
        Duration failingReads, Duration beforeRedial, Duration longWait, Duration refetch, Duration retry, int ticks) {
    private static final int LOOKS_OF_NEWER = 6;

    /** As the official agent: back about 6 s after a drop, or half an hour later. */
    public static final Pace OFFICIAL = new Pace(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            1);

    /** After a redial that failed. */
    Duration longWait(SimulatedIdentity who) {
        return who.isNewer() ? longWait.dividedBy(LOOKS_OF_NEWER) : longWait;
    }

    /** The same, so many times faster. */
    public Pace times(int faster) {
        return new Pace(
                failingReads.dividedBy(faster),
                beforeRedial.dividedBy(faster),
                longWait.dividedBy(faster),
                refetch.dividedBy(faster),
                retry.dividedBy(faster),
                ticks * faster);
    }

    /** The same, but the next attempt after a redial that failed. */
    public Pace waiting(Duration longWait) {
        return new Pace(failingReads, beforeRedial, longWait, refetch, retry, ticks);
    }

    /** The same, but output so many times sooner than it is asked to. */
    public Pace ticking(int ticks) {
        return new Pace(failingReads, beforeRedial, longWait, refetch, retry, ticks);
    }
}
