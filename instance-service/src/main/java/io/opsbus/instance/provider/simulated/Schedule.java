package io.opsbus.instance.provider.simulated;

import java.time.Duration;

/** Runs something later, in real time or in a test's. */
public interface Schedule extends AutoCloseable {
    /** Runs {@code task} once {@code delay} has passed; at once if it is zero. */
    void after(Duration delay, Runnable task);

    /** Runs nothing any more. */
    @Override
    void close();
}
