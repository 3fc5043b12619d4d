package io.opsbus.gateway.wiring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again until it is closed; a round that fails is followed by the next. */
final class Rounds implements Runnable, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Duration pause;
    private final Round round;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean hasFailed;

    /** @param pause between two rounds */
    Rounds(String name, Duration pause, Round round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    /** One round. */
    @FunctionalInterface
    interface Round {
        void run() throws Exception;
    }

    @Override
    public void run() {
        try {
            do {
                once();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            round.run();
            hasFailed = false;
        } catch (Exception failure) {
            if (!hasFailed) {
                LOGGER.atWarn().addKeyValue("round", name).setCause(failure).log("a round failed; the next one comes");
            }
            hasFailed = true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
