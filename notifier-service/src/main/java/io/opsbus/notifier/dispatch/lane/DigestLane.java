package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lane of a target that is told several events in one message: at its rate one message at a time. All that is offered at the same moment
 * goes into the same message; the rest is parked until the next may go, and then goes together. Nothing is ever dropped for a rate's sake.
 */
final class DigestLane<T extends Lane.Passenger> implements Lane<T> {
    private final Rate rate;
    private final Places.Share places;
    private final Steady steady;
    private final Conduct conduct;
    private final Turnstile turnstile;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Instant boarding;
    private int aboard;

    DigestLane(Conduct conduct, Places.Share places, Rate rate, Turnstile turnstile, Steady steady) {
        this.rate = rate;
        this.places = places;
        this.steady = steady;
        this.conduct = conduct;
        this.turnstile = turnstile;
    }

    @Override
    public Offer offer(T ticket, Instant wall) {
        lock.lock();
        try {
            if (aboard > 0) {
                var same = wall.equals(boarding) && aboard < rate.digest();
                aboard += same ? 1 : 0;
                return same ? Offer.START : Offer.PARK;
            }
            var now = steady.at(wall);
            if (conduct.leave(now) == Breaker.Leave.NONE || !turnstile.isOpen(now) || !places.take()) {
                return Offer.PARK;
            }
            if (!turnstile.pass(now)) {
                // another lane of the place was faster
                places.giveBack();
                return Offer.PARK;
            }
            boarding = wall;
            aboard = 1;
            return Offer.START;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int room(Instant wall) {
        lock.lock();
        try {
            var now = steady.at(wall);
            var shut = aboard > 0 || conduct.leave(now) == Breaker.Leave.NONE || !turnstile.isOpen(now);
            return shut ? 0 : rate.digest();
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

    /** One message is one attempt, however many deliveries are in it. */
    @Override
    public Look look(Instant wall) {
        lock.lock();
        try {
            var now = steady.at(wall);
            return conduct.look(aboard > 0 ? 1 : 0, 0, 1, turnstile.wait(now), now);
        } finally {
            lock.unlock();
        }
    }

    /** What others share with it is not its own to remember. */
    @Override
    public boolean isDone(Instant wall) {
        lock.lock();
        try {
            return aboard == 0 && (rate.place().isPresent() || turnstile.isDone(steady.at(wall)));
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

    /** One message at a time is little. */
    @Override
    public void slow() {}

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
    public void rest(Instant until) {
        turnstile.rest(until);
    }

    /** The message has ended when the last delivery in it has. */
    @Override
    public Next<T> ended(boolean well, Duration took, Instant retryAfter, Instant wall) {
        lock.lock();
        try {
            if (isLastOff()) {
                if (well) {
                    var _ = conduct.well(took);
                } else {
                    var quiet = steady.then(retryAfter, wall);
                    conduct.badly(took, quiet, steady.at(wall));
                    turnstile.rest(quiet);
                }
            }
            return new Next<>(List.of(), List.of());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Next<T> unused(Instant wall) {
        lock.lock();
        try {
            var _ = isLastOff();
            return new Next<>(List.of(), List.of());
        } finally {
            lock.unlock();
        }
    }

    private boolean isLastOff() {
        aboard--;
        if (aboard > 0) {
            return false;
        }
        places.giveBack();
        boarding = null;
        return true;
    }
}
