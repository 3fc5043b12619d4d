package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the two parties of one attempt meet: its end, and the batch that gives up waiting for it. Whoever comes second sees what the first did, so a
 * result is settled exactly once, and only after the row it settles is in the store and the result stands. Safe for any thread.
 */
public final class Meeting {
    private enum Phase {
        WAITING,
        STARTED,
        WITHDRAWN
    }

    private Phase phase = Phase.WAITING;
    private Instant startedAt = Instant.MIN;
    private Duration took = Duration.ZERO;
    private @Nullable Outcome outcome;
    private @Nullable CountDownLatch latch;
    private @Nullable Runnable settler;
    private boolean stands;
    private @Nullable Runnable waiter;

    /** The attempt is still to be made. */
    public Meeting() {}

    /** The end is settled by this, as the row is in the store already. */
    public synchronized void settledBy(Runnable by) {
        settler = by;
    }

    public synchronized Instant startedAt() {
        return startedAt;
    }

    public synchronized Duration took() {
        return took;
    }

    /** How the attempt ended; null while it is under way or was never made. */
    public synchronized @Nullable Outcome outcome() {
        return outcome;
    }

    /** Whether it will not be made. */
    public synchronized boolean isGone() {
        return phase == Phase.WITHDRAWN;
    }

    /** Who waits on this latch hears of the end. */
    public synchronized void countOn(CountDownLatch waiting) {
        latch = waiting;
        if (outcome != null || phase == Phase.WITHDRAWN) {
            countDown();
        }
    }

    /** Claims it for an attempt; false when it has been withdrawn or made, or is not wanted now. */
    public synchronized boolean start(Instant now, BooleanSupplier wanted) {
        if (phase == Phase.WAITING && wanted.getAsBoolean()) {
            begin(now);
            return true;
        }
        return false;
    }

    /** The attempt is made now. */
    public synchronized void begin(Instant now) {
        phase = Phase.STARTED;
        startedAt = now;
    }

    /** It is not made after all. */
    public synchronized void takeBack() {
        phase = Phase.WITHDRAWN;
        countDown();
    }

    /** Nobody is to begin it any more, and it is settled so; false when it has begun. */
    public boolean withdraw() {
        Runnable tell = null;
        boolean out;
        synchronized (this) {
            if (phase == Phase.WAITING) {
                phase = Phase.WITHDRAWN;
                countDown();
                tell = settler;
            }
            out = phase == Phase.WITHDRAWN;
        }
        if (tell != null) {
            tell.run();
        }
        return out;
    }

    /** Notes the end. */
    public void finish(Outcome result, Duration duration) {
        Runnable tell;
        synchronized (this) {
            outcome = result;
            took = duration;
            countDown();
            tell = stands ? settler : null;
        }
        if (tell != null) {
            tell.run();
        }
    }

    /** The end stands where ends are kept, or is not going to: whoever is to settle it may. */
    public void stand() {
        Runnable tell;
        Runnable waiting;
        synchronized (this) {
            stands = true;
            tell = outcome == null ? null : settler;
            waiting = waiter;
        }
        if (tell != null) {
            tell.run();
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    /** Whether the end stands. */
    public synchronized boolean isStanding() {
        return stands;
    }

    /** Is run when the end stands, at once when it does already. */
    public void whenStanding(Runnable then) {
        synchronized (this) {
            if (!stands) {
                waiter = then;
                return;
            }
        }
        then.run();
    }

    /** The row is in the store: from now on the end is settled by this. */
    public void handOver(Runnable to) {
        boolean over;
        synchronized (this) {
            settler = to;
            over = outcome != null && stands;
        }
        if (over) {
            to.run();
        }
    }

    private void countDown() {
        if (latch != null) {
            latch.countDown();
        }
    }
}
