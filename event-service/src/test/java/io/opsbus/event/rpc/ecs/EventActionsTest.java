package io.opsbus.event.rpc.ecs;

import static io.opsbus.event.rpc.ecs.EventsInMemory.ALICE;
import static io.opsbus.event.rpc.ecs.EventsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.fleet.KnownAgent;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.rpc.ecs.EventsInMemory.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventActionsTest {
    private static final String SCHEDULED = "/ScheduledSystemEventSet/ScheduledSystemEventType/0";
    private static final String FIRST = "/InstanceFullStatusSet/InstanceFullStatusType/0";
    private static final String EVENT = "/InstanceSystemEventSet/InstanceSystemEventType/0";

    private final EventsInMemory ecs = new EventsInMemory();
    private final String instance = ecs.running(ALICE, "i-1");

    /** Guide 3.1 查看系统事件, 5.2. */
    @Test
    void aSimulatedRebootIsShownCarriedOutAndRemembered() {
        String id = simulate("SystemMaintenance.Reboot", "2019-04-10T04:00:00Z");
        Told status = ecs.done(ALICE, "DescribeInstancesFullStatus", "InstanceId.1", instance);
        assertThat(status.text(FIRST + "/Status/Name")).isEqualTo("Running");
        assertThat(status.text(FIRST + "/Status/Code")).isEqualTo("1");
        assertThat(status.text(FIRST + "/HealthStatus/Name")).isEqualTo("Warning");
        assertThat(status.text(FIRST + "/HealthStatus/Code")).isEqualTo("64");
        assertThat(status.text(FIRST + SCHEDULED + "/EventId")).isEqualTo(id);
        assertThat(status.text(FIRST + SCHEDULED + "/EventType/Code")).isEqualTo("1");
        assertThat(status.text(FIRST + SCHEDULED + "/EventCycleStatus/Code")).isEqualTo("24");
        assertThat(status.text(FIRST + SCHEDULED + "/NotBefore")).isEqualTo("2019-04-10T04:00:00Z");
        assertThat(status.text(FIRST + SCHEDULED + "/EventPublishTime")).isEqualTo("2019-04-09T04:18:26Z");
        assertThat(status.text(FIRST + SCHEDULED + "/Reason")).isEqualTo("A simulated event.");
        assertThat(history().total()).isZero();

        ecs.pass(Duration.ofDays(1));
        assertThat(history().text(EVENT + "/EventCycleStatus/Name")).isEqualTo("Executed");
        assertThat(history().text(EVENT + "/EventFinishTime")).isEqualTo("2019-04-10T04:18:26Z");
        Told after = ecs.done(ALICE, "DescribeInstancesFullStatus");
        assertThat(after.text(FIRST + "/HealthStatus/Name")).isEqualTo("Ok");
        assertThat(after.body()
                        .at(FIRST + "/ScheduledSystemEventSet/ScheduledSystemEventType")
                        .size())
                .isZero();
    }

    @Test
    void aSimulatedFailureGoesOnUntilNotBefore() {
        simulate("SystemFailure.Reboot", "2019-04-09T05:00:00Z");
        // guide 3.2 查看实例自动恢复事件
        Told recovering = ecs.done(
                ALICE,
                "DescribeInstanceHistoryEvents",
                "InstanceId",
                instance,
                "InstanceEventCycleStatus.1",
                "Executing",
                "InstanceEventCycleStatus.2",
                "Executed",
                "InstanceEventType.1",
                "SystemFailure.Reboot");
        assertThat(recovering.text(EVENT + "/EventCycleStatus/Name")).isEqualTo("Executing");
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus").text(FIRST + "/HealthStatus/Name"))
                .isEqualTo("Impaired");
        ecs.pass(Duration.ofHours(1));
        assertThat(history().text(EVENT + "/EventCycleStatus/Name")).isEqualTo("Executed");
    }

    @Test
    void anAgentThatIsSilentLeavesTheHealthUndecided() {
        var id = new ResourceId(instance);
        ecs.fleet.put(new KnownAgent(id, true, START, START));
        ecs.pass(Duration.ofMinutes(20));
        assertThat(health("Name")).isEqualTo("Ok");
        assertThat(health("Reason")).isEqualTo("All checks passed.");
        // gone: told at once
        ecs.fleet.put(new KnownAgent(id, false, START.plusSeconds(1_000), ecs.clock.instant()));
        assertThat(health("Name")).isEqualTo("InsufficientData");
        assertThat(health("Reason")).isEqualTo("The agent was last heard of at 2019-04-09T04:35:06Z.");
        // back
        ecs.fleet.put(new KnownAgent(id, true, ecs.clock.instant(), ecs.clock.instant()));
        assertThat(health("Name")).isEqualTo("Ok");
        // nobody tells of agents any more
        ecs.pass(Duration.ofMinutes(26));
        assertThat(health("Name")).isEqualTo("InsufficientData");
    }

    private String health(String field) {
        return ecs.done(ALICE, "DescribeInstancesFullStatus").text(FIRST + "/HealthStatus/" + field);
    }

    @Test
    void simulatedEventsAreCanceledAllOrNone() {
        String one = simulate("SystemMaintenance.Stop", "2019-04-10T04:00:00Z");
        String two = simulate("SystemFailure.Stop", "2019-04-10T04:00:00Z");
        maintenance("e-real", START.plus(Duration.ofHours(30)));
        assertThat(ecs.ask(ALICE, "CancelSimulatedSystemEvents", "EventId.1", one, "EventId.2", "e-real")
                        .code())
                .isEqualTo("CannotCancelSystemEvent.NotSimulated");
        assertThat(history().total()).isZero();
        ecs.done(ALICE, "CancelSimulatedSystemEvents", "EventId.1", one, "EventId.2", two);
        assertThat(history().total()).isEqualTo(2);
        assertThat(history().text(EVENT + "/EventCycleStatus/Name")).isEqualTo("Canceled");
        assertThat(ecs.ask(ALICE, "CancelSimulatedSystemEvents", "EventId.1", one)
                        .code())
                .isEqualTo("IncorrectEventStatus");
    }

    /** Guide 3.1 修改预约重启时间. */
    @Test
    void thePlannedTimeIsMovedAtMostToThirtyMinutesBeforeThePlan() {
        maintenance("e-1", Instant.parse("2019-04-11T01:01:01Z"));
        assertThat(modify("e-1", instance, "2019-04-11T00:31:02Z").code()).isEqualTo("InvalidNotBefore.TooLate");
        assertThat(modify("e-1", instance, "2019-04-11T00:31:02Z").text("/Message"))
                .contains("2019-04-11T00:31:01Z");
        assertThat(modify("e-1", instance, "2019-04-09T04:18:26Z").code()).isEqualTo("InvalidNotBefore.Passed");
        assertThat(modify("e-1", instance, "2019-04-11T00:31:01Z").status()).isEqualTo(200);
        Told status = ecs.done(ALICE, "DescribeInstancesFullStatus", "EventId.1", "e-1");
        assertThat(status.text(FIRST + SCHEDULED + "/NotBefore")).isEqualTo("2019-04-11T00:31:01Z");
        assertThat(status.text(FIRST + SCHEDULED + "/ExtendedAttribute/InitialNotBefore"))
                .isEqualTo("2019-04-11T01:01:01Z");
    }

    @Test
    void anInquiryIsAcceptedOnce() {
        ecs.event("e-1", ALICE, instance, EventType.MAINTENANCE_ISOLATE_DISK, EventInput.Inquire::new);
        Told asked = ecs.done(ALICE, "DescribeInstancesFullStatus");
        assertThat(asked.text(FIRST + SCHEDULED + "/EventCycleStatus/Code")).isEqualTo("28");
        assertThat(asked.text(FIRST + SCHEDULED + "/ExtendedAttribute/CanAccept"))
                .isEqualTo("true");
        ecs.done(ALICE, "AcceptInquiredSystemEvent", "EventId", "e-1");
        assertThat(ecs.ask(ALICE, "AcceptInquiredSystemEvent", "EventId", "e-1").code())
                .isEqualTo("InvalidEventId.NoInquiringEventFound");
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus").text(FIRST + "/HealthStatus/Name"))
                .isEqualTo("Maintaining");
    }

    /** Guide 3.3 查看实例创建失败事件. */
    @Test
    void aFailedCreationIsFoundInTheHistory() {
        ecs.event("e-1", ALICE, "i-failed", EventType.FAILURE_DELETE, one -> new EventInput.Occur(one, START, true));
        Told found = ecs.done(
                ALICE,
                "DescribeInstanceHistoryEvents",
                "InstanceEventCycleStatus.1",
                "Executing",
                "InstanceEventCycleStatus.2",
                "Executed",
                "EventType",
                "SystemFailure.Delete",
                "EventPublishTime.Start",
                "2019-04-09T04:00:00Z",
                "EventPublishTime.End",
                "2019-04-09T05:00:00Z");
        assertThat(found.total()).isEqualTo(1);
        assertThat(found.text(EVENT + "/InstanceId")).isEqualTo("i-failed");
    }

    @Test
    void aFailedExecutionSaysWhy() {
        var id = ecs.event(
                "e-1", ALICE, instance, EventType.FAILURE_REBOOT, one -> new EventInput.Occur(one, START, false));
        ecs.change(id, new EventInput.Reported(new ResourceId(instance), new Outcome.Failed(START, "no host is free")));
        assertThat(history().text(EVENT + "/Reason")).endsWith("It failed: no host is free.");
    }

    @Test
    void criteriaOfEventsSelectTheInstancesThatHaveThem() {
        ecs.running(ALICE, "i-2");
        ecs.running(ALICE, "i-3");
        maintenance("e-1", Instant.parse("2019-04-11T01:01:01Z"));
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus").total()).isEqualTo(3);
        for (List<String> criterion : List.of(
                List.of("EventId.1", "e-1"),
                List.of("EventType", "SystemMaintenance.Reboot"),
                List.of("InstanceEventType.1", "SystemMaintenance.Reboot"),
                List.of("NotBefore.Start", "2019-04-11T01:01:01Z"),
                List.of("EventPublishTime.End", "2019-04-09T04:18:26Z"),
                List.of("HealthStatus", "Warning"),
                List.of("InstanceId.1", "i-1"))) {
            Told found = ecs.done(ALICE, "DescribeInstancesFullStatus", criterion.toArray(String[]::new));
            assertThat(found.total()).as(criterion.toString()).isEqualTo(1);
            assertThat(found.text(FIRST + "/InstanceId")).isEqualTo("i-1");
        }
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus", "HealthStatus", "OK")
                        .total())
                .isEqualTo(2);
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus", "Status", "Stopped")
                        .total())
                .isZero();
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus", "NotBefore.Start", "2019-04-11T01:01:02Z")
                        .total())
                .isZero();
    }

    @Test
    void aStalledDiskIsShownWithItsEventWhileItLastsAndAfter() {
        String disk = ecs.disk(ALICE, "d-1", instance);
        ecs.disk(ALICE, "d-2", instance);
        var id = ecs.stalled("e-1", ALICE, disk, instance);
        Told stalled = ecs.done(ALICE, "DescribeDisksFullStatus", "EventType", "Stalled");
        String first = "/DiskFullStatusSet/DiskFullStatusType/0";
        assertThat(stalled.total()).isEqualTo(1);
        assertThat(stalled.text(first + "/HealthStatus/Name")).isEqualTo("Impaired");
        assertThat(stalled.text(first + "/DiskEventSet/DiskEventType/0/EventType/Code"))
                .isEqualTo("7");
        assertThat(stalled.text(first + "/Device")).isEqualTo("/dev/xvdb");
        assertThat(ecs.done(ALICE, "DescribeInstancesFullStatus").text(FIRST + "/HealthStatus/Name"))
                .isEqualTo("Impaired");
        ecs.change(id, new EventInput.Reported(new ResourceId(disk), new Outcome.Done(START.plusSeconds(120))));
        Told well = ecs.done(ALICE, "DescribeDisksFullStatus", "DiskId.1", disk);
        assertThat(well.text(first + "/HealthStatus/Name")).isEqualTo("Ok");
        assertThat(well.text(first + "/DiskEventSet/DiskEventType/0/EventEndTime"))
                .isEqualTo("2019-04-09T04:20:26Z");
        assertThat(ecs.done(ALICE, "DescribeDisksFullStatus").total()).isEqualTo(2);
        assertThat(ecs.done(ALICE, "DescribeDisksFullStatus", "Status", "Available")
                        .total())
                .isZero();
    }

    /** Guide 3.1 应对建议. */
    @Test
    void thePendingListAdvisesInBothLanguages() {
        maintenance("e-1", Instant.parse("2019-04-11T01:01:01Z"));
        String first = "/PendingEvents/PendingEvent/0";
        Told chinese = ecs.done(ALICE, "DescribePendingEvents");
        assertThat(chinese.text(first + "/EventTypeName")).isEqualTo("因系统维护实例重启");
        assertThat(chinese.text(first + "/Impact")).isEqualTo("实例将在计划维护时间重新启动");
        assertThat(chinese.text(first + "/RecommendedActions/Action/0")).isEqualTo("ModifySystemEventAttribute");
        assertThat(chinese.text(first + "/RecommendedActions/Action/1")).isEqualTo("RebootInstance");
        assertThat(chinese.text(first + "/LatestNotBefore")).isEqualTo("2019-04-11T00:31:01Z");
        Told english = ecs.done(ALICE, "DescribePendingEvents", "AcceptLanguage", "en-US");
        assertThat(english.text(first + "/Measure")).contains("A restart inside the instance does not count.");
    }

    @Test
    void bothWaysOfPagingShowEveryEventOnce() {
        for (int i = 0; i < 23; i++) {
            simulate("SystemFailure.Stop", "2019-04-09T05:00:00Z");
        }
        ecs.pass(Duration.ofHours(1));
        var byNumber = new ArrayList<String>();
        for (int page = 1; page <= 3; page++) {
            byNumber.addAll(
                    ids(ecs.done(ALICE, "DescribeInstanceHistoryEvents", "PageSize", "10", "PageNumber", "" + page)));
        }
        assertThat(byNumber).hasSize(23).doesNotHaveDuplicates();
        var byToken = new ArrayList<String>();
        String token = "";
        do {
            Told part = token.isEmpty()
                    ? ecs.done(ALICE, "DescribeInstanceHistoryEvents", "MaxResults", "10")
                    : ecs.done(ALICE, "DescribeInstanceHistoryEvents", "MaxResults", "10", "NextToken", token);
            byToken.addAll(ids(part));
            token = part.text("/NextToken");
        } while (!token.isEmpty());
        assertThat(byToken).isEqualTo(byNumber);
    }

    private String simulate(String type, String notBefore) {
        return ecs.done(
                        ALICE,
                        "CreateSimulatedSystemEvents",
                        "EventType",
                        type,
                        "InstanceId.1",
                        instance,
                        "NotBefore",
                        notBefore)
                .text("/EventIdSet/EventId/0");
    }

    private EventId maintenance(String id, Instant notBefore) {
        return ecs.event(
                id, ALICE, instance, EventType.MAINTENANCE_REBOOT, one -> new EventInput.Schedule(one, notBefore));
    }

    private Told modify(String event, String of, String notBefore) {
        return ecs.ask(ALICE, "ModifySystemEventAttribute", "EventId", event, "InstanceId", of, "NotBefore", notBefore);
    }

    /** The guide's own way to name the instance. */
    private Told history() {
        return ecs.done(ALICE, "DescribeInstanceHistoryEvents", "InstanceId.1", instance);
    }

    private static List<String> ids(Told told) {
        var ids = new ArrayList<String>();
        told.body()
                .at("/InstanceSystemEventSet/InstanceSystemEventType")
                .forEach(event -> ids.add(event.path("EventId").asText()));
        return ids;
    }

    @Test
    void eventsAreFoundByTheTagsOfTheirInstances() {
        tagged("i-t1", Map.of("env", "prod", "owner", "me"));
        tagged("i-t2", Map.of("env", "test"));
        for (String id : List.of("i-t1", "i-t2")) {
            ecs.event(
                    "e-of-" + id,
                    ALICE,
                    id,
                    EventType.MAINTENANCE_REBOOT,
                    one -> new EventInput.Schedule(one, START.plus(Duration.ofHours(30))));
        }
        assertThat(scheduled("Tag.1.Key", "env", "Tag.1.Value", "prod")).containsExactly("i-t1");
        assertThat(scheduled("Tag.1.Key", "env")).containsExactlyInAnyOrder("i-t1", "i-t2");
        assertThat(scheduled("Tag.1.Key", "env", "Tag.2.Key", "owner")).containsExactly("i-t1");
        assertThat(scheduled("Tag.1.Key", "env", "InstanceId", "i-t2")).containsExactly("i-t2");
        assertThat(scheduled("Tag.1.Key", "owner", "InstanceId", "i-t2")).isEmpty();
        assertThat(scheduled("Tag.1.Key", "nobodys")).isEmpty();
    }

    private void tagged(String id, Map<String, String> tags) {
        ecs.fleet.put(new KnownInstance(
                new ResourceId(id),
                new Owner(new AccountId(ALICE), EventsInMemory.REGION),
                1,
                new KnownInstance.Labels(id, tags),
                new KnownInstance.Condition("Running", START, START, false),
                new KnownInstance.Terms("ecs.g6.large", "simulated", null)));
    }

    private List<String> scheduled(String... parameters) {
        var form = new TreeMap<>(Map.of("RegionId", EventsInMemory.REGION, "EventCycleStatus", "Scheduled"));
        for (int at = 0; at < parameters.length; at += 2) {
            form.put(parameters[at], parameters[at + 1]);
        }
        var told = ecs.ask(ALICE, "DescribeInstanceHistoryEvents", form);
        return told.body().at("/InstanceSystemEventSet/InstanceSystemEventType").findValuesAsText("InstanceId");
    }
}
