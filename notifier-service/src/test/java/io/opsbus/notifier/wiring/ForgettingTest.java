package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.keeping.Archive;
import io.opsbus.notifier.keeping.Archives;
import io.opsbus.notifier.store.InMemorySilences;
import io.opsbus.notifier.store.pace.InMemoryTallies;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ForgettingTest {
    private final Slow slow = new Slow();
    private final Forgetting forgetting = new Forgetting(
            nobody(),
            new Archives(Map.of(Archives.Kind.DEAD, new Archives.Bounded(slow, Duration.ofDays(30), 1))),
            new InMemorySilences(),
            new InMemoryWindows(),
            new InMemoryTallies(),
            Clock.fixed(Given.NOON, ZoneOffset.UTC));

    /** A database that is away. */
    private static PGSimpleDataSource nobody() {
        var source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {1});
        return source;
    }

    @Test
    void whoeverBeginsItDoesNotWaitForItAndItGoesOnOnce() {
        forgetting.begin();
        forgetting.begin();
        await().untilAsserted(() -> assertThat(slow.begun).hasValue(1));
        forgetting.begin();
        slow.mayGo.countDown();
        await().untilAsserted(() -> {
            forgetting.begin();
            assertThat(slow.begun).as("the next, whatever became of the first").hasValueGreaterThan(1);
        });
    }

    /** An archive of which much must go. */
    private static final class Slow implements Archive {
        private final CountDownLatch mayGo = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();

        @Override
        public int forgetBefore(Instant before, int batch) {
            begun.incrementAndGet();
            try {
                mayGo.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return 0;
        }

        @Override
        public Map<AccountId, Long> sizes() {
            return Map.of();
        }

        @Override
        public long forgetBeyond(AccountId account, long most, int batch) {
            return 0;
        }
    }
}
