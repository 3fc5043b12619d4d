package io.opsbus.event.wiring;

import io.opsbus.ledger.relay.Relay;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the relay running from the moment its tables are there to the stop of the service. */
final class RelayThread implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(RelayThread.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final Relay relay;
    private final Preparation database;
    private volatile @Nullable Thread thread;

    RelayThread(Relay relay, Preparation database) {
        this.relay = relay;
        this.database = database;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform()
                .name("event-service-relay")
                .uncaughtExceptionHandler((dead, failure) ->
                        LOGGER.atError().setCause(failure).log("the relay died: facts wait until a restart"))
                .start(this::relayOnceThereAreTables);
    }

    private void relayOnceThereAreTables() {
        try {
            database.done().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a preparation never fails, it tries again", e);
        } catch (InterruptedException e) {
            return;
        }
        relay.run();
    }

    @Override
    public void stop() {
        relay.close();
        Thread running = thread;
        if (running != null) {
            if (!database.done().isDone()) {
                running.interrupt();
            }
            try {
                if (!running.join(END)) {
                    LOGGER.atWarn().log("the relay did not end in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }
}
