package io.opsbus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Stillness stillness = new Stillness(Duration.ofMinutes(3));

    private boolean isTooLong(long minutes, String... left) {
        return stillness.isTooLong(List.of(left), minutes * MINUTE);
    }

    @Test
    void whatGoesOnStepByStepIsWaitedForHoweverLongItTakes() {
        assertThat(isTooLong(0, "postgres", "kafka", "host")).isFalse();
        assertThat(isTooLong(2, "postgres", "kafka", "host")).isFalse();
        assertThat(isTooLong(4, "postgres", "kafka")).isFalse();
        assertThat(isTooLong(7, "postgres", "kafka")).isFalse();
        assertThat(isTooLong(8, "postgres")).isFalse();
        assertThat(isTooLong(10, "postgres")).isFalse();
    }

    @Test
    void whatStandsStillIsNot() {
        assertThat(isTooLong(5, "postgres")).isFalse();
        assertThat(isTooLong(8, "postgres")).isFalse();
        assertThat(isTooLong(9, "postgres")).isTrue();
    }
}
