package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What lanes of one place share that takes no more than so many messages, whichever of them it is that sends: its rate, and the quiet it asked
 * for. A robot whom two rules tell something blocks both when they are too many together.
 */
final class Turnstile {
    private final ReentrantLock lock = new ReentrantLock();
    private final Tokens tokens;
    private Instant quietUntil = Instant.MIN;

    Turnstile(Rate rate) {
        this.tokens = new Tokens(rate);
    }

    /** Lets one message through if one may go now. */
    boolean pass(Instant now) {
        lock.lock();
        try {
            return !now.isBefore(quietUntil) && tokens.take(now);
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen(Instant now) {
        return wait(now).isZero();
    }

    /** Until the next may go; zero when it may go now. */
    Duration wait(Instant now) {
        lock.lock();
        try {
            var quiet = now.isBefore(quietUntil) ? Duration.between(now, quietUntil) : Duration.ZERO;
            var rate = tokens.wait(now);
            return quiet.compareTo(rate) > 0 ? quiet : rate;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it counts nothing that went, and keeps no quiet. */
    boolean isDone(Instant now) {
        lock.lock();
        try {
            return !now.isBefore(quietUntil) && tokens.isUnused(now);
        } finally {
            lock.unlock();
        }
    }

    /** The place wants quiet until then, for all. */
    void rest(Instant until) {
        lock.lock();
        try {
            quietUntil = until.isAfter(quietUntil) ? until : quietUntil;
        } finally {
            lock.unlock();
        }
    }
}
