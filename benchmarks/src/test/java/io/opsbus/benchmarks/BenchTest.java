package io.opsbus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
    @Test
    void helpOfEveryBenchmarkIsNoFailure() {
        assertThat(Bench.run(List.of("--help"))).isZero();
        assertThat(Bench.run(List.of("clients", "--help"))).isZero();
        assertThat(Bench.run(List.of("notify", "--help"))).isZero();
    }

    @Test
    void whatIsMisunderstoodEndsWithCodeTwo() {
        assertThat(Bench.run(List.of())).isEqualTo(2);
        assertThat(Bench.run(List.of("nothing"))).isEqualTo(2);
        assertThat(Bench.run(List.of("notify", "--targets"))).isEqualTo(2);
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedBeforeAnythingStarts() {
        assertThat(Bench.run(List.of("notify", "--slow", "100"))).isEqualTo(1);
        assertThat(Bench.run(List.of("notify", "--systems", "ceiling"))).isEqualTo(1);
        assertThat(Bench.run(List.of("clients", "--candidates", "telnet"))).isEqualTo(1);
    }
}
