package io.opsbus.notifier.wiring;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** As many events in each second. */
final class Load implements AutoCloseable {
    private static final int EACH_MILLIS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Runnable some;

    /** @param some publishes a few, ten times a second */
    Load(Runnable some) {
        this.some = some;
    }

    void begin() {
        var _ = clock.scheduleAtFixedRate(some, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** No more comes; what came is on the bus. */
    @Override
    public void close() {
        clock.close();
    }
}
