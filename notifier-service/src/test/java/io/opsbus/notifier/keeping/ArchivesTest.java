package io.opsbus.notifier.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.store.InMemoryPastEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArchivesTest {
    private static final AccountId LOUD = new AccountId("loud");
    private static final AccountId QUIET = new AccountId("quiet");
    private static final Duration KEEP = Duration.ofDays(7);

    private final InMemoryPastEvents past = new InMemoryPastEvents();
    private final Archives archives =
            new Archives(Map.of(Archives.Kind.EVENTS, new Archives.Bounded(past, KEEP, 2_500)));

    private void keep(AccountId account, int from, int to, Instant at) {
        past.keep(
                IntStream.range(from, to)
                        .mapToObj(number -> event(account, number, at))
                        .toList(),
                at);
    }

    private static PastEvent event(AccountId account, int number, Instant at) {
        var event = new Event(account, "id-" + number, "a", Level.INFO, "ECS", "i-1", at, Optional.empty());
        return PastEvent.of(new UUID(1, number), false, event, "r", "{}");
    }

    @Test
    void aFloodOfOneAccountEmptiesNobodyElses() {
        keep(QUIET, 0, 1_000, Given.NOON);
        keep(LOUD, 0, 9_000, Given.NOON.plusSeconds(60));
        assertThat(archives.trim(Given.NOON.plusSeconds(60)))
                .containsExactly(new Archives.Lost(Archives.Kind.EVENTS, LOUD, 7_500));
        assertThat(past.sizes()).isEqualTo(Map.of(QUIET, 1_000L, LOUD, 1_500L));
        assertThat(archives.early(Archives.Kind.EVENTS)).isEqualTo(7_500);
        assertThat(archives.trim(Given.NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void whatIsOldGoesWithoutAWordHoweverMuchItIs() {
        keep(LOUD, 0, 2_400, Given.NOON);
        keep(LOUD, 3_000, 3_005, Given.NOON.plus(KEEP));
        assertThat(archives.trim(Given.NOON.plus(KEEP).plusMillis(1))).isEmpty();
        assertThat(past.sizes()).isEqualTo(Map.of(LOUD, 5L));
        assertThat(archives.early(Archives.Kind.EVENTS)).isZero();
        assertThat(archives.early(Archives.Kind.DEAD)).isZero();
    }
}
