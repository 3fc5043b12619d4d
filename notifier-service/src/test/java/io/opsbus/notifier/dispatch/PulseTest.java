package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicLong ticks = new AtomicLong();
    private final Pulse pulse = new Pulse(ticks::get);

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    @Test
    void beatsThatAreALittleLateAreNoStandstill() {
        for (var second = 0; second < 60; second += 4) {
            pass(Duration.ofSeconds(4));
            pulse.beat();
        }
        assertThat(pulse.standstills()).isZero();
    }

    @Test
    void aStandstillIsSeenByWhoeverGoesOnFirstAndCountedOnce() {
        pass(Duration.ofSeconds(6));
        assertThat(pulse.standstills()).as("before the beat").isEqualTo(1);
        pulse.beat();
        assertThat(pulse.standstills()).as("after it").isEqualTo(1);
        pass(Duration.ofSeconds(6));
        pulse.beat();
        assertThat(pulse.standstills()).isEqualTo(2);
    }
}
