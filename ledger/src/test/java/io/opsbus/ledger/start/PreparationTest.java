package io.opsbus.ledger.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Instant NOW = Instant.parse("2019-04-09T04:18:26Z");

    private final AtomicBoolean away = new AtomicBoolean(true);
    private final AtomicInteger tries = new AtomicInteger();
    private final Preparation preparation = new Preparation("part", this::prepare, InstantSource.fixed(NOW));

    private void prepare() throws IOException {
        tries.incrementAndGet();
        if (away.get()) {
            throw new IllegalStateException("outer", new IOException("nobody there"));
        }
    }

    @Test
    void itIsTriedUntilItWorksAndSaysWhyNotYet() {
        try (preparation) {
            assertThat(preparation.state()).isEqualTo(new Preparation.State.Waiting("not tried yet", NOW, 0));
            preparation.start();
            await().until(() -> preparation.state() instanceof Preparation.State.Waiting waiting
                    && waiting.tries() >= 2
                    && waiting.reason().equals("IOException: nobody there"));
            assertThat(preparation.done()).isNotDone();
            away.set(false);
            await().until(() -> preparation.done().isDone());
            assertThat(preparation.state()).isEqualTo(new Preparation.State.Done(NOW));
        }
    }

    @Test
    void closedItIsNotTriedAgain() {
        preparation.close();
        preparation.start();
        assertThat(preparation.done()).isNotDone();
        assertThat(tries).hasValue(0);
    }

    @Test
    void aLoopBeginsOnceItsPartIsThereAndEndsWhenItIsTold() {
        var running = new AtomicBoolean();
        var told = new java.util.concurrent.CountDownLatch(1);
        try (preparation) {
            try (var loop = new Loop("loop", preparation.done(), () -> running.set(isTold(told)), told::countDown)) {
                assertThat(loop).isNotNull();
                assertThat(running).isFalse();
                away.set(false);
                preparation.start();
                await().until(() -> preparation.done().isDone());
            }
        }
        assertThat(running).isTrue();
    }

    private static boolean isTold(java.util.concurrent.CountDownLatch told) {
        try {
            told.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
