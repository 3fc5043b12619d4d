package io.opsbus.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.json.EventGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventNamesTest {
    @Test
    void theTableHasTheAppendixsHundredAndSixNamesTheNewerOnesAndOurOwn() {
        long newer = EventNames.fullNames().stream()
                .filter(name -> name.matches("Disk:(Severely)?Degraded:.*|.*CleanInactiveDisks:.*|CloudAssistant:.*"
                        + "|Instance:ManagedInstance:.*"))
                .count();

        assertThat(newer).isEqualTo(4 + 7 + 1 + 3);
        assertThat(EventNames.fullNames().size() - newer).isEqualTo(106);
    }

    @Test
    void everyFamilyHasANameAndEveryEventTypeItsSchemaLists() {
        assertThat(EventNames.ALL.stream().map(EventName::family).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(EventFamily.values());
        for (EventFamily family : List.of(EventFamily.INSTANCE_SYSTEM_EVENT, EventFamily.DISK_SYSTEM_EVENT)) {
            Schema.Field type = family.freshContent().getSchema().getField("eventType");
            assertThat(EventNames.ALL.stream()
                            .filter(line -> line.family() == family)
                            .map(EventName::eventType))
                    .containsExactlyInAnyOrderElementsOf(((List<?>) type.getObjectProp("wireValues"))
                            .stream().map(Object::toString).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Instance:StateChange,INSTANCE_STATE_CHANGE",
        "Instance:SystemMaintenance.Reboot:Scheduled,INSTANCE_SYSTEM_EVENT",
        "Instance:Security.TpmAlert:Executed,INSTANCE_SYSTEM_EVENT",
        "Disk:Stalled:Executing,DISK_SYSTEM_EVENT",
        "Snapshot:CreateSnapshotCompleted,SNAPSHOT_COMPLETED",
        "NetworkInterface:StateChange,NETWORK_INTERFACE_STATE_CHANGE"
    })
    void aNameLeadsToItsFamily(String name, EventFamily family) {
        assertThat(EventFamily.of(name)).contains(family);
    }

    @ParameterizedTest
    @CsvSource({
        "Instance:SystemFailure.Stop:Avoided",
        "Instance:SystemMaintenance.Reboot",
        "Instance:SystemMaintenance.Reboot:",
        "Instance:StateChange:Executed",
        "instance:statechange",
        "Disk:Stalled:Scheduled",
        "''"
    })
    void aNameNoTableListsHasNoFamily(String name) {
        assertThat(EventFamily.of(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Instance:AccountUnbalanced.Stop:Avoided,Avoided,INFO",
        "Instance:AccountUnbalanced.Stop:Scheduled,Scheduled,CRITICAL",
        "Instance:AccountUnbalanced.Stop:Scheduled,Avoided,CRITICAL INFO",
        "Instance:SystemMaintenance.Reboot:Scheduled,Avoided,CRITICAL",
        "Instance:Security.TpmAlert:Executing,Executing,WARN",
        "Disk:DiskOperationCompleted,accomplished,INFO",
        "Disk:DiskOperationCompleted,failed,WARN",
        "Snapshot:CreateSnapshotCompleted,failed,WARN",
        "Instance:PreemptibleInstanceInterruption,delete,INFO WARN"
    })
    void theLevelFollowsNameStatusAndResult(String name, String word, String levels) {
        SpecificRecord event = event(name);
        SpecificRecord content = (SpecificRecord) Envelope.contentOf(event);
        for (String field : List.of("eventStatus", "result")) {
            Schema.Field found = content.getSchema().getField(field);
            if (found != null) {
                content.put(found.pos(), word);
            }
        }

        assertThat(EventNames.levels(event))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(levels.split(" ", -1)).map(Level::valueOf).toList());
    }

    private static SpecificRecord event(String name) {
        var generator = new EventGenerator(1);
        while (true) {
            SpecificRecord event = generator.next();
            if (Envelope.of(event).name().equals(name)) {
                return event;
            }
        }
    }
}
