package io.opsbus.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void costIsCpuTimeOverUnitsOfWork() {
        Window window = Window.between(moment(0, 100, 10, 5), moment(2000, 1700, 410, 105), 20_000);

        assertThat(window.perSecond()).isEqualTo(10_000);
        assertThat(window.cpuMicros("client")).isEqualTo(20);
        assertThat(window.cpuMicros("sink")).isEqualTo(5);
        assertThat(window.cpuMicros("absent")).isZero();
    }

    @Test
    void whatOthersUsedIsTheMachineWithoutOurs() {
        Window window = Window.between(moment(0, 100, 10, 5), moment(2000, 1700, 410, 105), 20_000);

        assertThat(window.othersCores()).isEqualTo(0.55);
    }

    @Test
    void aWindowWithoutWorkIsRefused() {
        assertThatThrownBy(() -> Window.between(moment(0, 0, 0, 0), moment(1, 0, 0, 0), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Moment moment(long millis, long machine, long client, long sink) {
        return new Moment(
                millis * 1_000_000,
                Duration.ofMillis(machine),
                Map.of("client", Duration.ofMillis(client), "sink", Duration.ofMillis(sink)));
    }
}
