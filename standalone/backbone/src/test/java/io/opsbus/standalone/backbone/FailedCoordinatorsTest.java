package io.opsbus.standalone.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedCoordinatorsTest {
    private static final Instant START = Instant.parse("2026-11-28T04:11:49Z");
    private static final Instant END = START.plus(FailedCoordinators.PATIENCE);

    private final AtomicLong failed = new AtomicLong();
    private final FailedCoordinators watch = new FailedCoordinators(failed::get);

    @Test
    void oneThatStaysFailedIsLasting() {
        failed.set(1);
        assertThat(watch.lasting(START)).isFalse();
        assertThat(watch.lasting(END.minusMillis(1))).isFalse();
        assertThat(watch.lasting(END)).isTrue();
    }

    @Test
    void oneThatIsLoadedAgainStartsNothing() {
        failed.set(2);
        assertThat(watch.lasting(START)).isFalse();
        failed.set(0);
        assertThat(watch.lasting(END.minusMillis(1))).isFalse();
        failed.set(1);
        assertThat(watch.lasting(END)).as("a new failure has its own time").isFalse();
        assertThat(watch.lasting(END.plus(FailedCoordinators.PATIENCE))).isTrue();
    }

    @Test
    void noneIsNothing() {
        assertThat(watch.lasting(START)).isFalse();
        assertThat(watch.lasting(END.plusSeconds(3600))).isFalse();
    }
}
