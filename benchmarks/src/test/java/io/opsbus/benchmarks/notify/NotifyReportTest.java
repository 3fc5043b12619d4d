package io.opsbus.benchmarks.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.sink.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotifyReportTest {
    private final NotifyReport report = new NotifyReport();

    @Test
    void theRatioIsThatOfTheMedians() {
        report.add(round(Route.FLOOR, 1, 20));
        report.add(round(Route.FLOOR, 2, 22));
        report.add(round(Route.FLOOR, 3, 90));
        report.add(round(Route.NOTIFIER, 1, 40));
        report.add(round(Route.NOTIFIER, 2, 44));
        report.add(round(Route.NOTIFIER, 3, 48));

        assertThat(report.ratio()).get().satisfies(ratio -> {
            assertThat(ratio.cpu()).isCloseTo(2.0, within(0.001));
            assertThat(ratio.rate()).isCloseTo(1.0, within(0.001));
        });
    }

    @Test
    void aRoundThatLostSomethingHasNoFigures() {
        report.add(Drained.of(Route.NOTIFIER, 1, Optional.of(window(Route.NOTIFIER, 40)), 1, 0));

        assertThat(report.nothingLost()).isFalse();
        assertThat(report.ratio()).isEmpty();
    }

    @Test
    void whatIsLostWhileWarmingUpIsLost() {
        report.lostWhileWarming(1);

        assertThat(report.nothingLost()).isFalse();
    }

    @Test
    void whatIsLostAtAStartIsLost() {
        report.add(new Cold(5, 6, paced(10_000), true));

        assertThat(report.lost()).isEqualTo(1);
    }

    @Test
    void aDuplicateIsNoLoss() {
        report.add(Drained.of(Route.NOTIFIER, 1, Optional.of(window(Route.NOTIFIER, 40)), 0, 3));

        assertThat(report.nothingLost()).isTrue();
        assertThat(report.toString()).contains("duplicates 3");
    }

    @Test
    void whatSlowNeighboursCostIsToldInPercent() {
        var calm = new NotifyReport();
        calm.add(round(Route.NOTIFIER, 1, 40));
        calm.add(paced(10_000));
        report.add(Drained.of(
                Route.NOTIFIER, 1, Optional.of(new Window(950, Duration.ofSeconds(1), Map.of(), Duration.ZERO)), 0, 0));
        report.add(paced(11_500));

        var neighbours = Neighbours.of(calm, report, List.of(500));

        assertThat(neighbours.slower()).isCloseTo(5, within(0.001));
        assertThat(neighbours.latency())
                .singleElement()
                .satisfies(at -> assertThat(at.later()).isCloseTo(15, within(0.001)));
        assertThat(neighbours.toString()).contains("-5.0 %", "+15.0 %");
    }

    @Test
    void ofSeveralStretchesAtARateTheMiddleOneIsCompared() {
        var calm = new NotifyReport();
        List.of(10_000, 90_000, 9_000).forEach(p99 -> calm.add(paced(p99)));
        List.of(50_000, 11_000, 1_000).forEach(p99 -> report.add(paced(p99)));

        assertThat(Neighbours.of(calm, report, List.of(500, 500, 500)).latency())
                .singleElement()
                .satisfies(at -> assertThat(at.later()).isCloseTo(10, within(0.001)));
    }

    private static Paced paced(long p99) {
        var latency = new Reading.Latency(1, 1, 1, p99, p99, p99);
        return Paced.of(Route.NOTIFIER, 500, Optional.empty(), new Reading(1, 1, 0, 0, 0, 0, 0, latency), 0);
    }

    private static Drained round(Route route, int round, int micros) {
        return Drained.of(route, round, Optional.of(window(route, micros)), 0, 0);
    }

    private static Window window(Route route, int micros) {
        return new Window(1000, Duration.ofSeconds(1), Map.of(route.word(), Duration.ofMillis(micros)), Duration.ZERO);
    }
}
