package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.dispatch.Limits;
import java.time.Duration;
import java.time.Instant;

/** What a target's answers have shown: its breaker, how long it wants quiet, how fast it answers. For one thread at a time. */
final class Conduct {
    /** Of whom the breaker has let go after a shorter rest, that says nothing of others. */
    private static final Duration OUTAGE = Duration.ofSeconds(8);

    private final Limits limits;
    private final double share;
    private Breaker breaker = new Breaker.Closed(0);
    private Instant quietUntil = Instant.MIN;
    /** Moving average of an attempt's time; negative while the target has never answered well. */
    private double millis = -1;

    /** Good answers in a row still wanted before a batch waits for this target again. */
    private int lagging;

    /** @param share by which long rests are shortened, from 0 to 1: targets that went down together are not to be probed together */
    Conduct(Limits limits, double share) {
        this.limits = limits;
        this.share = share;
    }

    Breaker.Leave leave(Instant now) {
        return now.isBefore(quietUntil) ? Breaker.Leave.NONE : breaker.leave(now);
    }

    /** What a lane looks like whose rate has a place free in {@code rate}. */
    Look look(int underWay, int waiting, int window, Duration rate, Instant now) {
        var quiet = Duration.between(now, quietUntil);
        var pause = breaker instanceof Breaker.Open open ? open.pause() : Duration.ZERO;
        if (now.isBefore(quietUntil)) {
            return new Look(Look.Manner.QUIET, underWay, waiting, 0, quiet, pause);
        }
        return switch (breaker.leave(now)) {
            case NONE ->
                new Look(
                        Look.Manner.OPEN,
                        underWay,
                        waiting,
                        0,
                        breaker instanceof Breaker.Open open ? Duration.between(now, open.probe()) : Duration.ZERO,
                        pause);
            case PROBE -> new Look(Look.Manner.PROBING, underWay, waiting, 1, rate, pause);
            case ALL ->
                new Look(
                        rate.isZero() ? Look.Manner.FLOWING : Look.Manner.LIMITED,
                        underWay,
                        waiting,
                        window,
                        rate,
                        pause);
        };
    }

    void lags() {
        lagging = limits.window();
    }

    /**
     * The quiet it has asked for stays: nothing begins while that lasts, so what ends well in it was under way before.
     *
     * @return whether that ended an outage
     */
    boolean well(Duration took) {
        var outage = breaker instanceof Breaker.Open open && open.pause().compareTo(OUTAGE) >= 0;
        breaker = breaker.succeeded();
        millis = average(took);
        lagging = Math.max(0, lagging - 1);
        return outage;
    }

    /** Returns whether it is probed then, before its time. */
    boolean sooner(Instant probe) {
        var before = breaker;
        breaker = breaker.sooner(probe);
        return !breaker.equals(before);
    }

    void badly(Duration took, Instant retryAfter, Instant now) {
        lagging = lagging > 0 ? limits.window() : 0;
        var before = breaker;
        breaker = breaker.failed(now);
        if (!breaker.equals(before)
                && breaker instanceof Breaker.Open open
                && open.pause().compareTo(OUTAGE) >= 0
                && !open.early()) {
            breaker = open.shortened(share);
        }
        millis = millis < 0 ? millis : average(took);
        rest(retryAfter);
    }

    void rest(Instant until) {
        quietUntil = until.isAfter(quietUntil) ? until : quietUntil;
    }

    /** No attempt takes less than no time, or longer than it may, whatever the clock says. */
    private double average(Duration took) {
        var last = Math.clamp(took.toNanos(), 0, limits.attempt().toNanos()) / 1e6;
        return millis < 0 ? last : millis + (last - millis) / 8;
    }

    Lane.Patience patience() {
        if (lagging > 0) {
            return Lane.Patience.NONE;
        }
        if (millis < 0) {
            return Lane.Patience.TRIAL;
        }
        return millis <= limits.hold().toMillis() / 2.0 ? Lane.Patience.PROMPT : Lane.Patience.NONE;
    }

    /** How many attempts the target can end within one hold, with so many at once. */
    double inOneHold(int window) {
        return window * ((double) limits.hold().toMillis() / Math.max(0.25, millis));
    }
}
