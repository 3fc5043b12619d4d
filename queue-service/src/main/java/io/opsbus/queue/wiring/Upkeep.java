package io.opsbus.queue.wiring;

import io.opsbus.ledger.start.Preparation;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.wait.Reception;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes again and again: looking after those who wait, and letting old messages go. */
final class Upkeep implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Upkeep.class);
    private static final int TICK_MILLIS = 250;
    private static final int EXPIRY_SECONDS = 10;
    /** Messages that go with one statement: it is done within a few milliseconds, so nobody waits for its locks. */
    private static final int BATCH = 1_000;

    private final Preparation database;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofVirtual().name("queue-upkeep-", 0).factory());

    Upkeep(Preparation database) {
        this.database = database;
    }

    Upkeep start(Reception reception, Messages messages, InstantSource clock) {
        var ticks = timer.scheduleWithFixedDelay(
                () -> quietly("waiting receivers were not looked after", reception::tick),
                TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
        var expiries = timer.scheduleWithFixedDelay(
                () -> quietly("old messages did not go", () -> expire(messages, clock)),
                EXPIRY_SECONDS,
                EXPIRY_SECONDS,
                TimeUnit.SECONDS);
        LOGGER.atDebug()
                .addKeyValue("ticks", ticks.isCancelled())
                .addKeyValue("expiries", expiries.isCancelled())
                .log("upkeep started");
        return this;
    }

    private static void expire(Messages messages, InstantSource clock) {
        while (messages.expire(clock.instant(), BATCH) == BATCH) {}
    }

    private void quietly(String trouble, Runnable work) {
        if (!(database.state() instanceof Preparation.State.Done)) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException away) {
            // an exception would end the schedule; the next time does it
            LOGGER.atWarn().addKeyValue("reason", Preparation.reason(away)).log(trouble);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
