package io.opsbus.notifier.store.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.budget.Spending;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of spending promises. */
abstract class SpendingContract {
    private static final Instant NOON = Given.NOON;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Spending.Day DAY = new Spending.Day(new AccountId("alice"), TODAY);

    private Spending spending = new InMemorySpending();

    abstract Spending empty();

    @BeforeEach
    void start() {
        spending = empty();
    }

    private boolean take(Spending.Day day, int parts) {
        return spending.take(day, parts, 10, NOON);
    }

    @Test
    void aDayHasSoManyPartsAndNoOthers() {
        assertThat(take(DAY, 4)).isTrue();
        assertThat(take(DAY, 4)).isTrue();
        assertThat(take(DAY, 4)).as("all or none").isFalse();
        assertThat(take(DAY, 2)).isTrue();
        assertThat(take(DAY, 1)).isFalse();
        assertThat(take(new Spending.Day(DAY.account(), TODAY.plusDays(1)), 10)).isTrue();
        assertThat(take(new Spending.Day(new AccountId("bob"), TODAY), 10)).isTrue();
        assertThat(take(new Spending.Day(new AccountId("carol"), TODAY), 11)).isFalse();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndNoMore() {
        assertThat(take(DAY, 10)).isTrue();
        spending.giveBack(DAY, 3);
        assertThat(take(DAY, 4)).isFalse();
        assertThat(take(DAY, 3)).isTrue();
        spending.giveBack(DAY, 99);
        assertThat(take(DAY, 11)).isFalse();
        assertThat(take(DAY, 10)).isTrue();
    }

    @Test
    void manyAtOnceTakeWhatThereIs() {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 40; i++) {
                threads.execute(() -> {
                    if (take(DAY, 1)) {
                        taken.incrementAndGet();
                    }
                });
            }
        }
        assertThat(taken).hasValue(10);
    }

    @Test
    void aDayThatDidNotSufficeIsToldOnceWhoeverDiesMeanwhile() {
        take(DAY, 10);
        assertThat(spending.untold(NOON, NOON.plusSeconds(60))).isEmpty();
        take(DAY, 1);
        spending.take(DAY, 1, 10, NOON.plusSeconds(5));
        var spent = new Spending.Spent(DAY, 10, NOON);
        assertThat(spending.untold(NOON, NOON.plusSeconds(60))).containsExactly(spent);
        assertThat(spending.untold(NOON.plusSeconds(59), NOON.plusSeconds(120)))
                .as("somebody is telling it")
                .isEmpty();
        assertThat(spending.untold(NOON.plusSeconds(60), NOON.plusSeconds(120)))
                .as("he died")
                .containsExactly(spent);
        spending.told(DAY);
        assertThat(spending.untold(NOON.plusSeconds(999), NOON.plusSeconds(999)))
                .isEmpty();
    }

    @Test
    void oldDaysAreForgotten() {
        take(DAY, 10);
        take(DAY, 1);
        spending.forget(TODAY);
        assertThat(take(DAY, 1)).isFalse();
        spending.forget(TODAY.plusDays(1));
        assertThat(spending.untold(NOON, NOON)).isEmpty();
        assertThat(take(DAY, 10)).isTrue();
    }
}
