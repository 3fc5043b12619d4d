package io.opsbus.instance.control.dispatch;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many requests may change something at once. Without it a thousand callers would wait for a connection of the pool
 * and run into its time limit; here they wait in the order they came.
 *
 * <p>Only requests pass here. What providers tell has its own threads ({@link Lanes}): behind a thousand requests it would
 * come too late for any of them to find its instance ready.
 */
public final class Gate {
    private final Semaphore permits;

    /** Lets so many in. */
    public Gate(int requests) {
        permits = new Semaphore(requests, true);
    }

    /** Waits for a place, whatever it takes: what is in front takes milliseconds. */
    public <T> T through(Supplier<T> change) {
        permits.acquireUninterruptibly();
        try {
            return change.get();
        } finally {
            permits.release();
        }
    }
}
