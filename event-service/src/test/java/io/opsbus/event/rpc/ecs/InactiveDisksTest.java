package io.opsbus.event.rpc.ecs;

import static io.opsbus.event.rpc.ecs.EventsInMemory.ALICE;
import static io.opsbus.event.rpc.ecs.EventsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.kind.EventType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which disks an event cleans: {@code ExtendedAttribute.InactiveDisks} (API facts 2.1). */
class InactiveDisksTest {
    private static final String DISKS = "/ExtendedAttribute/InactiveDisks/InactiveDisk";
    private static final String PLANNED =
            "/InstanceFullStatusSet/InstanceFullStatusType/0/ScheduledSystemEventSet/ScheduledSystemEventType/0";
    private static final String EVENT = "/InstanceSystemEventSet/InstanceSystemEventType/0";
    private static final Instant NOT_BEFORE = START.plus(Duration.ofHours(30));

    private final EventsInMemory ecs = new EventsInMemory();
    private final String instance = ecs.running(ALICE, "i-1");

    private JsonNode planned() {
        return ecs.done(ALICE, "DescribeInstancesFullStatus").body().at(PLANNED + DISKS);
    }

    private JsonNode told() {
        return ecs.done(ALICE, "DescribeInstanceHistoryEvents").body().at(EVENT + DISKS);
    }

    private void plan(String id, EventType type, Instant notBefore) {
        ecs.event(id, ALICE, instance, type, one -> new EventInput.Schedule(one, notBefore));
    }

    @Test
    void whatWaitsIsToldWhileTheEventIsPlannedAndAfterItWasCleaned() {
        ecs.takenOff(ALICE, "d-1", instance, START.minusSeconds(60));
        ecs.takenOff(ALICE, "d-other", "i-2", START.minusSeconds(60));
        plan("e-1", EventType.MAINTENANCE_CLEAN_DISKS, NOT_BEFORE);
        assertThat(planned()).hasSize(1);
        assertThat(planned().get(0))
                .hasToString("{\"CreationTime\":\"2019-04-09T04:18:26Z\",\"ReleaseTime\":\"2019-04-09T04:17:26Z\","
                        + "\"DeviceCategory\":\"local_ssd_pro\",\"DeviceSize\":\"894\",\"DeviceType\":\"data\"}");

        ecs.pass(Duration.ofHours(30));
        ecs.fleet.forgetDisk(new ResourceId("d-1"), ecs.clock.instant());
        ecs.change(
                new EventId("e-1"),
                new EventInput.Reported(new ResourceId(instance), new Outcome.Done(ecs.clock.instant())));
        assertThat(told()).hasSize(1);
        assertThat(told().get(0).path("ReleaseTime").asText()).isEqualTo("2019-04-09T04:17:26Z");

        // what is taken off later, and another event about it, are another story
        ecs.pass(Duration.ofHours(1));
        ecs.takenOff(ALICE, "d-2", instance, ecs.clock.instant());
        assertThat(told()).hasSize(1);
        plan("e-2", EventType.MAINTENANCE_CLEAN_DISKS, ecs.clock.instant().plus(Duration.ofHours(30)));
        assertThat(planned()).hasSize(1);
    }

    @Test
    void anEventThatCleansNothingTellsOfNone() {
        ecs.takenOff(ALICE, "d-1", instance, START.minusSeconds(60));
        plan("e-1", EventType.MAINTENANCE_REBOOT, NOT_BEFORE);
        assertThat(planned().isArray()).isTrue();
        assertThat(planned()).isEmpty();
    }
}
