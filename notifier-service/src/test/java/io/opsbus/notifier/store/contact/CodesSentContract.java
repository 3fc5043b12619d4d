package io.opsbus.notifier.store.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.contact.CodesSent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a count of codes promises. */
abstract class CodesSentContract {
    private static final Instant NOON = Given.NOON;
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");

    private CodesSent sent = new InMemoryCodesSent();

    abstract CodesSent empty();

    @BeforeEach
    void start() {
        sent = empty();
    }

    @Test
    void oneAMinuteAndFiveADayGoToAnAddressWhoeverAsks() {
        for (var minute = 0; minute < CodesSent.TO_ONE; minute++) {
            var now = NOON.plus(CodesSent.APART.multipliedBy(minute));
            assertThat(sent.take(minute % 2 == 0 ? ALICE : BOB, List.of("m"), now))
                    .isTrue();
            assertThat(sent.take(ALICE, List.of("m"), now.plusSeconds(59))).isFalse();
        }
        assertThat(sent.take(ALICE, List.of("m"), NOON.plusSeconds(3600))).isFalse();
        assertThat(sent.take(ALICE, List.of("other"), NOON.plusSeconds(3600))).isTrue();
        assertThat(sent.take(ALICE, List.of("m"), NOON.plus(CodesSent.DAY))).isTrue();
    }

    @Test
    void anAccountHasFiftyADay() {
        for (var i = 0; i < CodesSent.OF_ACCOUNT; i++) {
            assertThat(sent.take(ALICE, List.of("m" + i), NOON)).isTrue();
        }
        assertThat(sent.take(ALICE, List.of("n"), NOON.plusSeconds(60))).isFalse();
        assertThat(sent.take(BOB, List.of("n"), NOON.plusSeconds(60))).isTrue();
        assertThat(sent.take(ALICE, List.of("o"), NOON.plus(CodesSent.DAY))).isTrue();
    }

    @Test
    void allAreCountedOrNone() {
        assertThat(sent.take(ALICE, List.of("a"), NOON)).isTrue();
        assertThat(sent.take(ALICE, List.of("a", "b"), NOON)).isFalse();
        assertThat(sent.take(ALICE, List.of("b", "c"), NOON)).isTrue();
    }

    @Test
    void ofManyAtOnceOneGetsThrough() {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                threads.execute(() -> {
                    if (sent.take(ALICE, List.of("m"), NOON)) {
                        taken.incrementAndGet();
                    }
                });
            }
        }
        assertThat(taken).hasValue(1);
    }
}
