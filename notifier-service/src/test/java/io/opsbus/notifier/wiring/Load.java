package io.opsbus.notifier.wiring;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Events of one account, as many in each second. */
final class Load implements AutoCloseable {
    private static final int EVENTS = 5;
    private static final int EACH_MILLIS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Rig rig;

    Load(Rig rig) {
        this.rig = rig;
    }

    void begin() {
        var _ = clock.scheduleAtFixedRate(() -> rig.publish(EVENTS), 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** No more comes; what came is on the bus. */
    @Override
    public void close() {
        clock.close();
    }
}
