package io.opsbus.notifier.wiring;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Events of one account, as many in each second. */
final class Load implements AutoCloseable {
    private static final int EVENTS = 5;
    private static final int EACH_MILLIS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger published = new AtomicInteger();
    private final Bus bus;
    private final String account;

    Load(Bus bus, String account) {
        this.bus = bus;
        this.account = account;
    }

    void begin() {
        var _ = clock.scheduleAtFixedRate(this::publish, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void publish() {
        KilledNotifierIT.publish(bus, account, EVENTS);
        published.addAndGet(EVENTS);
    }

    int published() {
        return published.get();
    }

    /** No more comes; what came is on the bus. */
    @Override
    public void close() {
        clock.close();
    }
}
