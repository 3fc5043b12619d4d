package io.opsbus.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void anEventThatComesTwiceIsOneEventAndOneDuplicate() {
        tally.begin(Phase.fullSpeed(0, 10));
        tally.arrived(0, 3);
        tally.arrived(0, 3);
        tally.arrived(0, 4);

        Reading reading = tally.read();

        assertThat(reading.received()).isEqualTo(3);
        assertThat(reading.unique()).isEqualTo(2);
        assertThat(reading.duplicates()).isEqualTo(1);
    }

    @Test
    void aLateDuplicateOfAnEarlierPhaseShowsInThisOne() {
        tally.begin(Phase.fullSpeed(0, 10));
        tally.arrived(0, 3);
        tally.begin(Phase.fullSpeed(10, 10));
        tally.arrived(0, 3);
        tally.arrived(0, 12);

        Reading reading = tally.read();

        assertThat(reading.unique()).isEqualTo(1);
        assertThat(reading.duplicates()).isEqualTo(1);
    }

    @Test
    void aLateFirstArrivalOfAnEarlierPhaseDoesNotCountForThisOne() {
        tally.begin(Phase.fullSpeed(10, 10));
        tally.arrived(0, 3);

        assertThat(tally.read().unique()).isZero();
        assertThat(tally.read().outside()).isEqualTo(1);
    }

    @Test
    void aTargetThatIsSetApartIsTreatedInItsWayAndNotCounted() {
        tally.apart(new Apart(2, List.of(Temper.HANG, Temper.RESET)));

        assertThat(tally.arrived(1, 5)).isEqualTo(Temper.RESET);
        assertThat(tally.arrived(2, 6)).isEqualTo(Temper.WELL);
        assertThat(tally.read().uncounted()).isEqualTo(1);
        assertThat(tally.read().received()).isEqualTo(1);
    }

    @Test
    void anEventThatComesAfterALaterOneOfItsResourceIsBehind() {
        int next = NumberedId.RESOURCES;
        tally.begin(Phase.fullSpeed(0, 4 * next));
        tally.arrived(0, next);
        tally.arrived(0, 7);
        tally.arrived(0, 0);
        tally.arrived(0, 2L * next);

        assertThat(tally.read().behind()).isEqualTo(1);
    }

    @Test
    void aRequestWithoutANumberIsUnknown() {
        tally.arrived(0, -1);

        assertThat(tally.read().unknown()).isEqualTo(1);
    }

    @Test
    void latencyIsMeasuredFromTheMomentAnEventWasDue() {
        long secondAgo = Instant.now().toEpochMilli() * 1000 - 1_000_000;
        tally.begin(new Phase(100, 10, secondAgo, 10));
        tally.arrived(0, 105); // due half a second ago
        tally.arrived(0, 105); // a duplicate has no latency

        Reading.Latency latency = tally.read().latency();

        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.p50()).isBetween(500_000L, 30_000_000L);
    }

    @Test
    void atFullSpeedNoLatencyIsMeasured() {
        tally.begin(Phase.fullSpeed(0, 10));
        tally.arrived(0, 1);

        assertThat(tally.read().latency().count()).isZero();
    }
}
