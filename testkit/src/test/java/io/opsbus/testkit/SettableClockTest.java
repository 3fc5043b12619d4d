package io.opsbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettableClockTest {
    private final SettableClock clock = SettableClock.at("2026-01-31T08:00:00Z");

    @Test
    void timeStandsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(clock.advance(Duration.ofHours(2))).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));

        clock.set(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aClockInAnotherZoneMovesAlong() {
        var shanghai = clock.withZone(ZoneId.of("Asia/Shanghai"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(shanghai.instant()).isEqualTo(clock.instant());
        assertThat(shanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void noStepOfManyThreadsIsLost() {
        Instant start = clock.instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 1000).forEach(i -> threads.execute(() -> clock.advance(Duration.ofSeconds(1))));
        }

        assertThat(clock.instant()).isEqualTo(start.plusSeconds(1000));
    }
}
