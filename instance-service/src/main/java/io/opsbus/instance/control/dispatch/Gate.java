package io.opsbus.instance.control.dispatch;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many changes are under way at once. Without it a thousand callers would wait for a connection of the pool and run
 * into its time limit; here they wait in the order they came.
 */
public final class Gate {
    private final Semaphore permits;

    /** Lets so many in. */
    public Gate(int changes) {
        permits = new Semaphore(changes, true);
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
