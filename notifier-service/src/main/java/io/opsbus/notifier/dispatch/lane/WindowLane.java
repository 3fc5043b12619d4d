package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The lane of a target that gets a message for each delivery: how many attempts may be under way (a window that grows by one with each
 * success while it is full and is halved by a failure), its rate, and the deliveries of running batches that wait for room. While something
 * waits here, something is under way: each end starts the next.
 */
final class WindowLane<T extends Lane.Passenger> implements Lane<T> {
    private static final int MOST_WAITING = 4096;

    private final Places.Share places;
    private final Steady steady;
    private final Consumer<Instant> recovered;
    private final Conduct conduct;
    private final Tokens tokens;
    private final int widest;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private int window;
    private int underWay;

    /** @param recovered hears when an outage has ended, as lanes count; without this lane's lock */
    WindowLane(
            Conduct conduct,
            Limits limits,
            Places.Share places,
            Rate rate,
            Steady steady,
            Consumer<Instant> recovered) {
        this.places = places;
        this.steady = steady;
        this.recovered = recovered;
        this.conduct = conduct;
        this.tokens = new Tokens(rate);
        this.widest = rate.concurrency() == 0 ? limits.maxWindow() : Math.min(rate.concurrency(), limits.maxWindow());
        this.window = Math.min(limits.window(), widest);
    }

    @Override
    public Offer offer(T ticket, Instant wall) {
        lock.lock();
        try {
            var now = steady.at(wall);
            var leave = conduct.leave(now);
            if (leave == Breaker.Leave.NONE || (leave == Breaker.Leave.PROBE && underWay > 0)) {
                return Offer.PARK;
            }
            if (tokens.free(now, 1) == 0) {
                return Offer.PARK;
            }
            if (underWay < window && places.take()) {
                tokens.take(now);
                underWay++;
                return Offer.START;
            }
            if (underWay > 0 && (ticket.isPatient() || waiting.size() < mayWait())) {
                waiting.add(ticket);
                return Offer.WAIT;
            }
            return Offer.PARK;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int room(Instant wall) {
        lock.lock();
        try {
            var now = steady.at(wall);
            var room = switch (conduct.leave(now)) {
                case NONE -> 0;
                case PROBE -> underWay == 0 ? 1 : 0;
                case ALL -> Math.max(0, window - underWay + Math.min(2 * window, mayWait()) - waiting.size());
            };
            return tokens.free(now, room);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Patience patience() {
        lock.lock();
        try {
            return conduct.patience();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShut(Instant wall) {
        lock.lock();
        try {
            return conduct.leave(steady.at(wall)) != Breaker.Leave.ALL;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Look look(Instant wall) {
        lock.lock();
        try {
            var now = steady.at(wall);
            return conduct.look(underWay, waiting.size(), window, tokens.wait(now), now);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isDone(Instant wall) {
        lock.lock();
        try {
            return underWay == 0 && waiting.isEmpty() && tokens.isUnused(steady.at(wall));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lags() {
        lock.lock();
        try {
            conduct.lags();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rest(Instant until) {
        lock.lock();
        try {
            conduct.rest(until);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void slow() {
        lock.lock();
        try {
            window = 1;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean sooner(Instant probe) {
        lock.lock();
        try {
            return conduct.sooner(probe);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Next<T> ended(boolean well, Duration took, Instant retryAfter, Instant wall) {
        var outage = false;
        lock.lock();
        try {
            var full = underWay >= window;
            underWay--;
            if (well) {
                outage = conduct.well(took);
                window = full && window < widest ? window + 1 : window;
            } else {
                conduct.badly(took, steady.then(retryAfter, wall), steady.at(wall));
                window = Math.max(1, window / 2);
            }
            return next(wall);
        } finally {
            lock.unlock();
            if (outage) {
                recovered.accept(steady.at(wall));
            }
        }
    }

    @Override
    public Next<T> unused(Instant wall) {
        lock.lock();
        try {
            underWay--;
            return next(wall);
        } finally {
            lock.unlock();
        }
    }

    /** What waits may have the place of the attempt that ended, unless by now its account has more than its share. */
    private Next<T> next(Instant wall) {
        var now = steady.at(wall);
        places.giveBack();
        if (conduct.leave(now) != Breaker.Leave.ALL) {
            return new Next<>(List.of(), nobodyWaits());
        }
        var start = new ArrayList<T>(1);
        while (!waiting.isEmpty() && underWay < window && tokens.free(now, 1) > 0 && places.take()) {
            var ticket = waiting.remove();
            if (ticket.start(wall)) {
                tokens.take(now);
                underWay++;
                start.add(ticket);
            } else {
                places.giveBack();
            }
        }
        // without anything under way, nothing would ever start what waits
        return new Next<>(start, underWay == 0 ? nobodyWaits() : List.of());
    }

    private List<T> nobodyWaits() {
        var back = List.copyOf(waiting);
        waiting.clear();
        return back;
    }

    private int mayWait() {
        return switch (conduct.patience()) {
            case NONE -> 0;
            case TRIAL -> 4 * window;
            case PROMPT -> (int) Math.min(MOST_WAITING, conduct.inOneHold(window));
        };
    }
}
