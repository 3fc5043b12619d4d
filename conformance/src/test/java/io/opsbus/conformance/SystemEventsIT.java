package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** System events: simulated, told with the instance's health, canceled, remembered (guide 3.1, 5.2). */
@VerifiedAgainst(Source.GUIDE)
class SystemEventsIT {
    private static final String UNKNOWN = "e-bp1nosuchevent00000";

    @InEveryDialect
    void aSimulatedEventIsToldCanceledAndRemembered(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        String event = caller.ask("CreateSimulatedSystemEvents", reboot(instance))
                .texts("EventIdSet")
                .getFirst();
        Body status = status(caller, instance);
        assertThat(status.text("Status.Name")).isEqualTo("Running");
        Body scheduled = status.list("ScheduledSystemEventSet").getFirst();
        assertThat(scheduled.text("EventId")).isEqualTo(event);
        assertThat(scheduled.text("EventType.Name")).isEqualTo("SystemMaintenance.Reboot");
        assertThat(scheduled.text("EventCycleStatus.Name")).isEqualTo("Scheduled");
        caller.ask("CancelSimulatedSystemEvents", Map.of("EventId", List.of(event)));
        assertThat(status(caller, instance).list("ScheduledSystemEventSet")).isEmpty();
        List<Body> closed = caller.ask(
                        "DescribeInstanceHistoryEvents", Map.of("InstanceId", instance, "EventCycleStatus", "Canceled"))
                .list("InstanceSystemEventSet");
        assertThat(closed).extracting(one -> one.text("EventId")).containsExactly(event);
        assertThat(caller.refusal("CancelSimulatedSystemEvents", Map.of("EventId", List.of(event))))
                .isEqualTo("IncorrectEventStatus");
    }

    /** Guide 3.1: what needs consent is asked for, and planned once its user has accepted. */
    @InEveryDialect
    void anInquiryIsAccepted(Caller caller) throws IOException {
        String instance = known(caller, new Machines(caller).running());
        caller.theOperator().askForConsent(instance, "SystemMaintenance.CleanInactiveDisks");
        await("the event is told")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !status(caller, instance)
                        .list("ScheduledSystemEventSet")
                        .isEmpty());
        Body asked = status(caller, instance).list("ScheduledSystemEventSet").getFirst();
        assertThat(asked.text("EventCycleStatus.Name")).isEqualTo("Inquiring");
        Map<String, Object> which = Map.of("EventId", asked.text("EventId"));
        assertThat(caller.refusalOfStranger("AcceptInquiredSystemEvent", which)).startsWith("InvalidEventId");
        caller.ask("AcceptInquiredSystemEvent", which);
        assertThat(caller.refusal("AcceptInquiredSystemEvent", which))
                .isEqualTo("InvalidEventId.NoInquiringEventFound");
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void whatIsWishedOfMaintenanceIsKept(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        Map<String, Object> which = Map.of("InstanceId", List.of(instance));
        assertThat(caller.ask("DescribeInstanceMaintenanceAttributes", which)
                        .list("MaintenanceAttributes")
                        .getFirst()
                        .text("ActionOnMaintenance.Value"))
                .isEqualTo("AutoRecover");
        Map<String, Object> wish = Map.of(
                "InstanceId",
                List.of(instance),
                "ActionOnMaintenance",
                "Stop",
                "NotifyOnMaintenance",
                true,
                "MaintenanceWindow",
                List.of(Map.of("StartTime", "02:00:00", "EndTime", "18:00:00")));
        assertThat(caller.refusalOfStranger("ModifyInstanceMaintenanceAttributes", wish))
                .isEqualTo("InvalidInstanceId.NotFound");
        caller.ask("ModifyInstanceMaintenanceAttributes", wish);
        Body kept = caller.ask("DescribeInstanceMaintenanceAttributes", which)
                .list("MaintenanceAttributes")
                .getFirst();
        assertThat(kept.text("InstanceId")).isEqualTo(instance);
        assertThat(kept.text("ActionOnMaintenance.Value")).isEqualTo("Stop");
        assertThat(kept.list("MaintenanceWindows").getFirst().text("EndTime")).isEqualTo("18:00:00");
    }

    @InEveryDialect
    void disksTellTheirHealth(Caller caller) {
        Machines machines = new Machines(caller);
        String disk = machines.systemDisk(machines.running());
        Map<String, Object> asked = Map.of("DiskId", List.of(disk));
        await("the disk is known")
                .atMost(Duration.ofMinutes(2))
                .until(() -> caller.ask("DescribeDisksFullStatus", asked).list("DiskFullStatusSet").stream()
                        .anyMatch(one -> one.text("Status.Name").equals("In_use")));
        Body status = caller.ask("DescribeDisksFullStatus", asked)
                .list("DiskFullStatusSet")
                .getFirst();
        assertThat(status.text("DiskId")).isEqualTo(disk);
        assertThat(status.text("HealthStatus.Name")).isEqualTo("Ok");
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void whatIsNotThereIsNotFound(Caller caller) {
        assertThat(caller.refusal("AcceptInquiredSystemEvent", Map.of("EventId", UNKNOWN)))
                .startsWith("InvalidEventId");
        assertThat(caller.refusal("CancelSimulatedSystemEvents", Map.of("EventId", List.of(UNKNOWN))))
                .isEqualTo("InvalidEventId.NotFound");
        assertThat(caller.refusal("CreateSimulatedSystemEvents", reboot("i-bp1nosuchinstance00")))
                .isEqualTo("InvalidInstanceId.NotFound");
    }

    @InEveryDialect
    void aStrangerNeitherSimulatesNorCancels(Caller caller) {
        String instance = known(caller, new Machines(caller).running());
        String event = caller.ask("CreateSimulatedSystemEvents", reboot(instance))
                .texts("EventIdSet")
                .getFirst();
        assertThat(caller.refusalOfStranger("CreateSimulatedSystemEvents", reboot(instance)))
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(caller.refusalOfStranger("CancelSimulatedSystemEvents", Map.of("EventId", List.of(event))))
                .isEqualTo("InvalidEventId.NotFound");
        assertThat(status(caller, instance).list("ScheduledSystemEventSet")).hasSize(1);
        caller.ask("CancelSimulatedSystemEvents", Map.of("EventId", List.of(event)));
    }

    /** The instance, once events can be made for it: the news of it travels on the bus. */
    private static String known(Caller caller, String instance) {
        await(instance + " is known")
                .atMost(Duration.ofMinutes(2))
                .until(() -> caller
                        .ask("DescribeInstancesFullStatus", Map.of("InstanceId", List.of(instance)))
                        .list("InstanceFullStatusSet")
                        .stream()
                        .anyMatch(one -> one.text("Status.Name").equals("Running")));
        return instance;
    }

    private static Body status(Caller caller, String instance) {
        return caller.ask("DescribeInstancesFullStatus", Map.of("InstanceId", List.of(instance)))
                .list("InstanceFullStatusSet")
                .getFirst();
    }

    private static Map<String, Object> reboot(String instance) {
        String tomorrow = Instant.now()
                .plus(30, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return Map.of("InstanceId", List.of(instance), "EventType", "SystemMaintenance.Reboot", "NotBefore", tomorrow);
    }
}
