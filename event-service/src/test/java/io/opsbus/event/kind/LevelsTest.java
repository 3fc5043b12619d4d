package io.opsbus.event.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.Level;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The appendix of API facts 3.6, quoted. */
class LevelsTest {

    @ParameterizedTest
    @CsvSource({
        "AccountUnbalanced.Delete, Scheduled Executing Executed, CRITICAL",
        "AccountUnbalanced.Delete, Avoided, INFO",
        "AccountUnbalanced.Delete, Canceled Failed, WARN",
        "AccountUnbalanced.Stop, Scheduled Executing Executed, CRITICAL",
        "AccountUnbalanced.Stop, Avoided, INFO",
        "AccountUnbalanced.Stop, Canceled Failed, WARN",
        "InstanceExpiration.Delete, Scheduled Executing Executed, CRITICAL",
        "InstanceExpiration.Delete, Avoided, INFO",
        "InstanceExpiration.Delete, Canceled Failed, WARN",
        "InstanceExpiration.Stop, Scheduled Executing Executed, CRITICAL",
        "InstanceExpiration.Stop, Avoided, INFO",
        "InstanceExpiration.Stop, Canceled Failed, WARN",
        "InstanceFailure.Reboot, Executing Executed, CRITICAL",
        "SystemFailure.Delete, Executing Executed Avoided, CRITICAL",
        "SystemFailure.Reboot, Executing Executed Failed, CRITICAL",
        "SystemFailure.Redeploy, Scheduled Executing Executed Avoided Canceled, CRITICAL",
        "SystemFailure.Stop, Executing Executed, CRITICAL",
        "SystemMaintenance.IsolateErrorDisk, Inquiring Executing Executed Avoided Canceled Failed, CRITICAL",
        "SystemMaintenance.PerformanceImpact, Executing Executed, WARN",
        "SystemMaintenance.ReInitErrorDisk, Inquiring Executing Executed Avoided Canceled Failed, CRITICAL",
        "SystemMaintenance.Reboot, Inquiring Scheduled Executing Executed Avoided Canceled Failed, CRITICAL",
        "SystemMaintenance.RebootAndIsolateErrorDisk, Inquiring Executing Executed Avoided Canceled, CRITICAL",
        "SystemMaintenance.RebootAndReInitErrorDisk, Inquiring Executing Executed Avoided Canceled, CRITICAL",
        "SystemMaintenance.Redeploy, Inquiring Scheduled Executing Executed Avoided Canceled, CRITICAL",
        "SystemMaintenance.Stop, Scheduled Executing Executed Avoided Canceled Failed, CRITICAL",
        "Stalled, Executing Executed, CRITICAL",
        "ErrorDetected, Executing Executed, CRITICAL",
    })
    void theAppendixIsOurs(String word, String states, Level level) {
        EventType type = EventType.parse(word).orElseThrow();
        for (String state : states.split(" ", -1)) {
            assertThat(Levels.of(type, EventStatus.parse(state).orElseThrow())).isEqualTo(level);
        }
        Set<EventStatus> stated = Levels.stated(type).stream()
                .filter(status -> Levels.of(type, status) == level)
                .collect(Collectors.toSet());
        assertThat(stated)
                .isEqualTo(Arrays.stream(states.split(" ", -1))
                        .map(state -> EventStatus.parse(state).orElseThrow())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyBeginningHasAStatedLevel() {
        for (EventType type : EventType.values()) {
            for (EventStatus status : EventStatus.values()) {
                if (type.beginsIn(status)) {
                    assertThat(Levels.stated(type)).as(type.word()).contains(status);
                }
            }
        }
    }

    /** ASSUMED. */
    @Test
    void aStateTheAppendixDoesNotListIsAsGraveAsTheTypeGets() {
        assertThat(Levels.of(EventType.FAILURE_STOP, EventStatus.CANCELED)).isEqualTo(Level.CRITICAL);
        assertThat(Levels.of(EventType.MAINTENANCE_PERFORMANCE_IMPACT, EventStatus.CANCELED))
                .isEqualTo(Level.WARN);
    }
}
