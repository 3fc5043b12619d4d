package io.opsbus.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Places, and the time of those who have one. */
class BlockingTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Outcome DONE = Outcome.Told.delivered("done");

    private static CompletableFuture<Outcome> start(Blocking on, Callable<Outcome> attempt) {
        var end = new CompletableFuture<Outcome>();
        on.start(attempt, outcome -> {
            if (!end.complete(outcome)) {
                throw new AssertionError("ended twice");
            }
        });
        return end;
    }

    private static Callable<Outcome> until(CountDownLatch latch) {
        return () -> {
            latch.await();
            return DONE;
        };
    }

    @Test
    void theTimeOfOneThatWaitsForItsPlaceHasNotBegun() {
        var alarms = new ScheduledThreadPoolExecutor(1);
        alarms.setRemoveOnCancelPolicy(true);
        try (var one = new Blocking(1, LONG, LONG, alarms)) {
            var goOn = new CountDownLatch(1);
            var first = start(one, until(goOn));
            Awaitility.await().until(() -> alarms.getQueue().size() == 1);
            var second = start(one, () -> DONE);
            Awaitility.await().until(() -> one.waiting() == 1);
            assertThat(alarms.getQueue()).as("only the first one's").hasSize(1);
            goOn.countDown();
            assertThat(first.join()).isEqualTo(DONE);
            assertThat(second.join()).isEqualTo(DONE);
            Awaitility.await().until(() -> alarms.getQueue().isEmpty());
        }
    }

    @Test
    void whatFindsNoPlaceIsPutOffAndNotTried() {
        try (var one = new Blocking(1, Duration.ZERO, LONG)) {
            var goOn = new CountDownLatch(1);
            var begun = new CountDownLatch(1);
            var first = start(one, () -> {
                begun.countDown();
                return until(goOn).call();
            });
            Awaitility.await().until(() -> begun.getCount() == 0);
            var tried = new AtomicBoolean();
            var second = start(one, () -> {
                tried.set(true);
                return DONE;
            });
            assertThat(second.join()).isInstanceOf(Outcome.Postponed.class);
            assertThat(tried).isFalse();
            goOn.countDown();
            assertThat(first.join()).isEqualTo(DONE);
        }
    }

    @Test
    void oneThatHangsEndsAndItsPlaceIsFree() {
        try (var one = new Blocking(1, LONG, SHORT)) {
            var never = new CountDownLatch(1);
            assertThat(start(one, until(never)).join()).isEqualTo(new Outcome.Unanswered(Trouble.TIMEOUT));
            assertThat(start(one, until(never)).join()).isEqualTo(new Outcome.Unanswered(Trouble.TIMEOUT));
        }
    }

    @Test
    void placesOfOneKindAreNoneOfAnother() {
        try (var hanging = new Blocking(1, LONG, LONG);
                var healthy = new Blocking(1, LONG, LONG)) {
            var goOn = new CountDownLatch(1);
            var stuck = start(hanging, until(goOn));
            assertThat(start(healthy, () -> DONE).join()).isEqualTo(DONE);
            goOn.countDown();
            assertThat(stuck.join()).isEqualTo(DONE);
        }
    }

    @Test
    void whatBreaksIsToldByItsCause() {
        try (var one = new Blocking(1, LONG, LONG)) {
            assertThat(start(one, () -> {
                                throw new ConnectException("nobody there");
                            })
                            .join())
                    .isEqualTo(new Outcome.Unanswered(Trouble.REFUSED));
        }
    }
}
