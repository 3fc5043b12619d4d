package io.opsbus.event.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.event.fleet.Upkeep.OnMaintenance;
import io.opsbus.event.fleet.Upkeep.Window;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpkeepTest {
    @ParameterizedTest
    @CsvSource({
        "2, 18, 2019-04-09T17:59:59Z, 2019-04-09T18:00:00Z",
        "2, 18, 2019-04-09T18:00:00Z, 2019-04-09T18:00:00Z",
        "2, 18, 2019-04-10T09:59:59Z, 2019-04-10T09:59:59Z",
        "2, 18, 2019-04-10T10:00:00Z, 2019-04-10T18:00:00Z",
        "22, 6, 2019-04-10T21:59:59Z, 2019-04-10T21:59:59Z",
        "22, 6, 2019-04-10T22:00:00Z, 2019-04-11T14:00:00Z",
        "0, 1, 2019-04-10T17:30:00Z, 2019-04-11T16:00:00Z"
    })
    void aWindowIsWaitedFor(int start, int end, Instant earliest, Instant begins) {
        assertThat(upkeep(OnMaintenance.AUTO_RECOVER, new Window(start, end)).from(earliest))
                .isEqualTo(begins);
    }

    @Test
    void ofSeveralWindowsTheNextOneCountsAndWithoutOneAnyTimeDoes() {
        var two = upkeep(OnMaintenance.AUTO_RECOVER, new Window(2, 4), new Window(12, 14));
        assertThat(two.from(Instant.parse("2019-04-10T00:00:00Z"))).isEqualTo("2019-04-10T04:00:00Z");
        var now = Instant.parse("2019-04-10T00:00:00.123Z");
        assertThat(Upkeep.USUAL.from(now)).isEqualTo(now);
        assertThat(new Window(2, 14).startTime()).isEqualTo("02:00:00");
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(2, 24));
    }

    @Test
    void onlyWhatWouldRebootOrMoveTheInstanceIsReplacedAndOnlyByWhatCanBeginSo() {
        var stop = upkeep(OnMaintenance.STOP);
        assertThat(stop.instead(EventType.MAINTENANCE_REBOOT, EventStatus.SCHEDULED))
                .isEqualTo(EventType.MAINTENANCE_STOP);
        // a stop is planned, never asked about
        assertThat(stop.instead(EventType.MAINTENANCE_REBOOT, EventStatus.INQUIRING))
                .isEqualTo(EventType.MAINTENANCE_REBOOT);
        assertThat(upkeep(OnMaintenance.AUTO_REDEPLOY).instead(EventType.MAINTENANCE_REBOOT, EventStatus.INQUIRING))
                .isEqualTo(EventType.MAINTENANCE_REDEPLOY);
        for (OnMaintenance action : OnMaintenance.values()) {
            for (EventType type :
                    List.of(EventType.MAINTENANCE_REDEPLOY, EventType.INSTANCE_REBOOT, EventType.EXPIRATION_STOP)) {
                assertThat(upkeep(action).instead(type, EventStatus.SCHEDULED)).isEqualTo(type);
            }
        }
        for (EventType type : EventType.values()) {
            assertThat(Upkeep.USUAL.instead(type, EventStatus.SCHEDULED)).isEqualTo(type);
        }
    }

    private static Upkeep upkeep(OnMaintenance action, Window... windows) {
        return new Upkeep(action, false, List.of(windows));
    }
}
