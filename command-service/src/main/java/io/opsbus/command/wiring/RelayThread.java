package io.opsbus.command.wiring;

import io.opsbus.ledger.relay.Relay;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the relay running from the moment its tables are there to the end of the service. */
final class RelayThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RelayThread.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final Relay relay;
    private final Preparation database;
    private final Thread thread;

    RelayThread(Relay relay, Preparation database) {
        this.relay = relay;
        this.database = database;
        this.thread = Thread.ofPlatform()
                .name("command-service-relay")
                .uncaughtExceptionHandler((_, failure) ->
                        LOGGER.atError().setCause(failure).log("the relay died: facts wait until a restart"))
                .unstarted(this::relayOnceThereAreTables);
    }

    RelayThread start() {
        thread.start();
        return this;
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
    public void close() {
        relay.close();
        if (!database.done().isDone()) {
            thread.interrupt();
        }
        try {
            if (!thread.join(END)) {
                LOGGER.atWarn().log("the relay did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
