package io.opsbus.event.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetMeaningTest {
    private static final Instant NOW = Instant.parse("2019-04-10T08:01:01Z");

    /** Guide 4.2: Pending | Starting | Running | Stopping (停止中/重启中) | Stopped | Deleted. */
    @ParameterizedTest
    @CsvSource({
        "Running, Stopping, REBOOT",
        "'', Stopping, REBOOT",
        "Stopping, Stopping, ''",
        "Stopping, Stopped, STOP",
        // switched off from inside
        "Running, Stopped, ''",
        "'', Stopped, ''",
        "Stopped, Starting, START",
        // the second half of a reboot, and of a creation
        "Stopping, Starting, ''",
        "Pending, Starting, ''",
        "'', Starting, ''",
        "Starting, Running, ''",
        "Stopping, Running, ''",
        "'', Pending, ''",
        "Running, Deleted, RELEASE",
        "Stopped, Deleted, RELEASE",
        "'', Deleted, RELEASE",
    })
    void aDeedShowsInTheStepBetweenTwoStates(String from, String to, String deed) {
        Optional<NotedState> before = from.isEmpty() ? Optional.empty() : Optional.of(new NotedState(from, NOW));
        assertThat(FleetMeaning.deed(before, new NotedState(to, NOW), List.of()))
                .isEqualTo(deed.isEmpty() ? Optional.empty() : Optional.of(Deed.valueOf(deed)));
    }

    @Test
    void whatAnExecutionDoesIsNoDeedOfTheUserButAReleaseIsOneAlways() {
        var before = Optional.of(new NotedState("Running", NOW));
        var executing = event(EventType.FAILURE_REBOOT, new Executing(NOW, null), Origin.PROVIDER);
        assertThat(FleetMeaning.deed(before, new NotedState("Stopping", NOW), List.of(executing)))
                .isEmpty();
        assertThat(FleetMeaning.deed(before, new NotedState("Deleted", NOW), List.of(executing)))
                .contains(Deed.RELEASE);
    }

    @Test
    void aPlannedASimulatedAndAPassiveEventMoveNothing() {
        var before = Optional.of(new NotedState("Running", NOW));
        var scheduled = new Scheduled(Plan.at(NOW.plusSeconds(60)), false);
        assertThat(FleetMeaning.deed(
                        before,
                        new NotedState("Stopping", NOW),
                        List.of(
                                event(EventType.MAINTENANCE_REBOOT, scheduled, Origin.OPERATOR),
                                event(EventType.FAILURE_REBOOT, new Executing(NOW, null), Origin.SIMULATION),
                                event(
                                        EventType.MAINTENANCE_PERFORMANCE_IMPACT,
                                        new Executing(NOW, null),
                                        Origin.OPERATOR))))
                .contains(Deed.REBOOT);
    }

    @Test
    void lateNewsShowsNothing() {
        var before = Optional.of(new NotedState("Running", NOW));
        assertThat(FleetMeaning.deed(before, new NotedState("Stopping", NOW.minusMillis(1)), List.of()))
                .isEmpty();
    }

    private static Published event(EventType type, EventCycle cycle, Origin origin) {
        return Published.first(Sample.subject(type, origin), NOW.minusSeconds(60), cycle);
    }
}
