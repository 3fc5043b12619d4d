package io.opsbus.notifier.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All that is known of one target: how many attempts may be under way (a window that grows by one with each success while it is full and is
 * halved by a failure), its breaker, how fast it answers, and the deliveries of running batches that wait for room. While something waits
 * here, something is under way: each end starts the next.
 */
final class Lane {
    /** How long a batch may wait for this target. */
    enum Patience {
        /** It answers well within the hold: as long as the hold allows. */
        PROMPT,
        /** Not known yet: a short trial. */
        TRIAL,
        /** Slow or behind: not at all. */
        NONE
    }

    /** What to do with a delivery now. */
    enum Offer {
        START,
        WAIT,
        PARK
    }

    /** After an attempt ended: these start now, those lost their chance and go back to whoever offered them. */
    record Next(List<Ticket> start, List<Ticket> back) {
        private static final Next NOTHING = new Next(List.of(), List.of());
    }

    private static final int MOST_WAITING = 4096;

    private final Limits limits;
    private final Semaphore all;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
    private Breaker breaker = new Breaker.Closed(0);
    private Instant quietUntil = Instant.MIN;
    private int window;
    private int underWay;
    /** Moving average of an attempt's time; negative while the target has never answered well. */
    private double millis = -1;

    /** Good answers in a row still wanted before a batch waits for this target again. */
    private int lagging;

    Lane(Limits limits, Semaphore all) {
        this.limits = limits;
        this.all = all;
        this.window = limits.window();
    }

    /** Decides on a delivery; after START the caller must start it, after WAIT {@link #ended} will hand it out. */
    Offer offer(Ticket ticket, Instant now) {
        lock.lock();
        try {
            var leave = leave(now);
            if (leave == Breaker.Leave.NONE || (leave == Breaker.Leave.PROBE && underWay > 0)) {
                return Offer.PARK;
            }
            if (underWay < window && all.tryAcquire()) {
                underWay++;
                return Offer.START;
            }
            if (underWay > 0 && waiting.size() < mayWait()) {
                waiting.add(ticket);
                return Offer.WAIT;
            }
            return Offer.PARK;
        } finally {
            lock.unlock();
        }
    }

    /** How many parked deliveries could be taken on. */
    int room(Instant now) {
        lock.lock();
        try {
            return switch (leave(now)) {
                case NONE -> 0;
                case PROBE -> underWay == 0 ? 1 : 0;
                case ALL -> Math.max(0, window - underWay + Math.min(2 * window, mayWait()) - waiting.size());
            };
        } finally {
            lock.unlock();
        }
    }

    Patience patience() {
        lock.lock();
        try {
            return currentPatience();
        } finally {
            lock.unlock();
        }
    }

    /** A batch could not wait any longer for an attempt of this target. */
    void lags() {
        lock.lock();
        try {
            lagging = limits.window();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of an attempt's end. */
    Next ended(boolean well, Duration took, Instant retryAfter, Instant now) {
        lock.lock();
        try {
            var full = underWay >= window;
            underWay--;
            if (well) {
                wentWell(full, took);
            } else {
                window = Math.max(1, window / 2);
                lagging = lagging > 0 ? limits.window() : 0;
                breaker = breaker.failed(now);
                millis = millis < 0 ? millis : average(took);
                quietUntil = retryAfter.isAfter(quietUntil) ? retryAfter : quietUntil;
            }
            return next(now);
        } finally {
            lock.unlock();
        }
    }

    private void wentWell(boolean full, Duration took) {
        breaker = breaker.succeeded();
        quietUntil = Instant.MIN;
        millis = average(took);
        if (full && window < limits.maxWindow()) {
            window++;
        }
        lagging = Math.max(0, lagging - 1);
    }

    private double average(Duration took) {
        var last = took.toNanos() / 1e6;
        return millis < 0 ? last : millis + (last - millis) / 8;
    }

    /** The permit of the attempt that ended passes to the next one, or goes back. */
    private Next next(Instant now) {
        var permits = 1;
        if (leave(now) != Breaker.Leave.ALL) {
            all.release();
            if (waiting.isEmpty()) {
                return Next.NOTHING;
            }
            var back = new Next(List.of(), List.copyOf(waiting));
            waiting.clear();
            return back;
        }
        var start = new ArrayList<Ticket>(1);
        while (!waiting.isEmpty() && underWay < window && (permits > 0 || all.tryAcquire())) {
            var ticket = waiting.remove();
            if (ticket.start(now)) {
                permits = 0;
                underWay++;
                start.add(ticket);
            } else if (permits == 0) {
                all.release();
            }
        }
        if (permits > 0) {
            all.release();
        }
        return start.isEmpty() ? Next.NOTHING : new Next(start, List.of());
    }

    private Breaker.Leave leave(Instant now) {
        return now.isBefore(quietUntil) ? Breaker.Leave.NONE : breaker.leave(now);
    }

    private Patience currentPatience() {
        if (lagging > 0) {
            return Patience.NONE;
        }
        if (millis < 0) {
            return Patience.TRIAL;
        }
        return millis <= limits.hold().toMillis() / 2.0 ? Patience.PROMPT : Patience.NONE;
    }

    private int mayWait() {
        return switch (currentPatience()) {
            case NONE -> 0;
            case TRIAL -> 4 * window;
            case PROMPT ->
                (int) Math.min(MOST_WAITING, window * ((double) limits.hold().toMillis() / Math.max(0.25, millis)));
        };
    }
}
