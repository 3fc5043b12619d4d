package io.opsbus.event.rpc.ecs;

import static io.opsbus.event.rpc.ecs.EventsInMemory.ALICE;
import static io.opsbus.event.rpc.ecs.EventsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.rpc.ecs.EventsInMemory.Told;
import io.opsbus.rpc.Hops;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the actions of system events refuse, and with which code (contract 2.1). */
class RefusedEventActionsTest {
    private final EventsInMemory ecs = new EventsInMemory();

    @BeforeEach
    void anInstance() {
        String ignored = ecs.running(ALICE, "i-1");
    }

    @Test
    void aSimulationOfManyIsAllOrNothing() {
        ecs.running(ALICE, "i-2");
        Told told = ecs.ask(
                ALICE,
                "CreateSimulatedSystemEvents",
                Map.of(
                        "RegionId", "cn-hangzhou",
                        "EventType", "SystemMaintenance.Reboot",
                        "InstanceId.1", "i-1",
                        "InstanceId.2", "i-nobodys",
                        "NotBefore", "2019-04-10T04:00:00Z"));
        assertThat(told.code()).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(told.status()).isEqualTo(404);
        assertThat(ecs.ledger.told()).isEmpty();
    }

    @Test
    void nothingIsSimulatedOnAccountOfANotification() {
        var form = Map.of(
                "RegionId", "cn-hangzhou",
                "EventType", "SystemMaintenance.Reboot",
                "InstanceId.1", "i-1",
                "NotBefore", "2019-04-10T04:00:00Z");
        Told told = ecs.ask(ALICE, "CreateSimulatedSystemEvents", form, new Hops(1));
        assertThat(told.code()).isEqualTo("HopLimitExceeded");
        assertThat(ecs.ledger.told()).isEmpty();
        assertThat(ecs.ask(ALICE, "CreateSimulatedSystemEvents", form).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "CreateSimulatedSystemEvents NotBefore=2019-04-09T04:18:26Z InvalidNotBefore.Passed 403",
                "CreateSimulatedSystemEvents EventType=InstanceExpiration.Stop InvalidParameter 403",
                "CreateSimulatedSystemEvents EventType=Flood InvalidParameter 403",
                "CreateSimulatedSystemEvents InstanceId.1=i-none InvalidInstanceId.NotFound 404",
                "CreateSimulatedSystemEvents NotBefore=tomorrow InvalidParameter 403",
                "CreateSimulatedSystemEvents NotBefore= MissingParameter 400",
                "CancelSimulatedSystemEvents EventId.1=e-none InvalidEventId.NotFound 403",
                "CancelSimulatedSystemEvents X=1 MissingParameter 400",
                "AcceptInquiredSystemEvent EventId=e-none InvalidEventId.NoInquiringEventFound 404",
                "AcceptInquiredSystemEvent EventId=none InvalidEventId.NoInquiringEventFound 404",
                "AcceptInquiredSystemEvent X=1 MissingParameter 400",
                "ModifySystemEventAttribute EventId=e-none InvalidEventId.NotFound 404",
                "ModifySystemEventAttribute InstanceId=i-none InvalidEventId.NotFound 404",
                "DescribeInstanceHistoryEvents InstanceEventType.1=Flood InvalidParameter 403",
                "DescribeInstanceHistoryEvents EventType=Stalled InvalidParameter 403",
                "DescribeInstanceHistoryEvents EventCycleStatus=Done InvalidParameter 403",
                "DescribeInstanceHistoryEvents PageSize=101 InvalidParameter 400",
                "DescribeInstanceHistoryEvents NextToken=abc InvalidParameter 400",
                "DescribeInstanceHistoryEvents NextToken=eA InvalidParameter 400",
                "DescribeInstanceHistoryEvents ResourceGroupId=rg-1 InvalidParameter 400",
                "DescribeInstanceHistoryEvents Tag.1.Value=v MissingParameter 400",
                "DescribeInstanceHistoryEvents ResourceType=moon InvalidParameter 400",
                "DescribeInstancesFullStatus HealthStatus=Fine InvalidParameter 403",
                "DescribeInstancesFullStatus Status=Sleeping InvalidParameter 403",
                "DescribeInstancesFullStatus EventPublishTime.Start=today InvalidParameter 400",
                "DescribeDisksFullStatus EventType=SystemFailure.Stop InvalidParameter 403",
                "DescribeDisksFullStatus Tag.1.Key=k InvalidParameter 400",
                "DescribePendingEvents AcceptLanguage=tlh InvalidParameter 400",
            })
    void whatIsWrongIsToldWithItsCode(String action, String parameter, String code, int status) {
        Map<String, String> form = new HashMap<>(Map.of("RegionId", "cn-hangzhou"));
        if (action.equals("CreateSimulatedSystemEvents")) {
            form.putAll(Map.of(
                    "EventType", "SystemFailure.Stop", "InstanceId.1", "i-1", "NotBefore", "2019-04-10T04:00:00Z"));
        }
        if (action.equals("ModifySystemEventAttribute")) {
            maintenance("e-1", START.plus(Duration.ofHours(30)));
            form.putAll(Map.of("EventId", "e-1", "InstanceId", "i-1", "NotBefore", "2019-04-10T04:00:00Z"));
        }
        String[] pair = parameter.split("=", 2);
        form.put(pair[0], pair[1]);
        Told told = ecs.ask(ALICE, action, form);
        assertThat(told.code()).as(told.body().toString()).isEqualTo(code);
        assertThat(told.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DescribeInstanceHistoryEvents|EventType|InstanceFailure.Reboot",
                "DescribeInstanceHistoryEvents|InstanceEventType.1|AccountUnbalanced.Delete",
                "DescribeInstanceHistoryEvents|EventCycleStatus|Inquiring, Scheduled, Executing",
                "DescribeInstancesFullStatus|HealthStatus|Ok, Impaired, Warning",
                "DescribeDisksFullStatus|EventType|Degraded, SeverelyDegraded, Stalled, ErrorDetected",
                "CreateSimulatedSystemEvents|EventType|SystemFailure.Redeploy",
            })
    void aWordThatIsNoneIsAnsweredWithThoseThereAre(String action, String parameter, String words) {
        assertThat(ecs.ask(ALICE, action, parameter, "Flood").text("/Message")).contains("must be one of", words);
    }

    @Test
    void aRangeThatEndsBeforeItStartsIsRefused() {
        for (String action : List.of("DescribeInstanceHistoryEvents", "DescribeInstancesFullStatus")) {
            for (String range : List.of("EventPublishTime", "NotBefore")) {
                Told told = ecs.ask(
                        ALICE,
                        action,
                        range + ".Start",
                        "2019-04-10T00:00:00Z",
                        range + ".End",
                        "2019-04-09T00:00:00Z");
                assertThat(told.code()).isEqualTo("InvalidParameter.TimeEndBeforeStart");
                assertThat(told.status()).isEqualTo(403);
            }
        }
    }

    @Test
    void tooManyIdsAreRefusedWithTheContractsCodes() {
        Map<String, String> events = new HashMap<>(Map.of("RegionId", "cn-hangzhou"));
        Map<String, String> instances = new HashMap<>(Map.of("RegionId", "cn-hangzhou"));
        for (int i = 1; i <= 101; i++) {
            events.put("EventId." + i, "e-" + i);
            instances.put("InstanceId." + i, "i-" + i);
        }
        assertThat(ecs.ask(ALICE, "DescribeInstanceHistoryEvents", events).code())
                .isEqualTo("EventIdLimitExceeded");
        assertThat(ecs.ask(ALICE, "DescribeInstancesFullStatus", instances).code())
                .isEqualTo("InstanceIdLimitExceeded");
    }

    private EventId maintenance(String id, Instant notBefore) {
        return ecs.event(
                id, ALICE, "i-1", EventType.MAINTENANCE_REBOOT, one -> new EventInput.Schedule(one, notBefore));
    }
}
