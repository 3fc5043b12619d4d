package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.Gap.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Gap gap = new Gap();

    private Found at(Instant now, int seconds) {
        return gap.at(now, Optional.of(now.plusSeconds(seconds)));
    }

    @Test
    void whereNothingRingsThereIsOne() {
        assertThat(gap.at(NOON, Optional.empty())).isEqualTo(Found.ENOUGH);
    }

    @Test
    void oneOfHalfAMinuteIsEnough() {
        assertThat(at(NOON, 29)).isEqualTo(Found.TOO_LITTLE);
        assertThat(at(NOON, 30)).isEqualTo(Found.ENOUGH);
    }

    @Test
    void aTimerThatIsOverdueLeavesNone() {
        assertThat(at(NOON, -1)).isEqualTo(Found.TOO_LITTLE);
    }

    /** A timetable of every ten seconds. */
    @Test
    void timetablesPutNothingOffForEver() {
        for (Instant now = NOON; now.isBefore(NOON.plus(Duration.ofHours(1))); now = now.plusSeconds(10)) {
            assertThat(at(now, 10)).isEqualTo(Found.TOO_LITTLE);
        }
        assertThat(at(NOON.plus(Duration.ofHours(1)), 10)).isEqualTo(Found.TOO_LITTLE_FOR_LONG);
        assertThat(at(NOON.plus(Duration.ofHours(1)), 60)).isEqualTo(Found.ENOUGH);
    }
}
