package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import io.opsbus.rpc.Hops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventActionsTest {
    private static final String REBOOT = "Instance:SystemMaintenance.Reboot:Scheduled";

    private final CmsInMemory cms = new CmsInMemory();
    private int keys;

    private void happened(String account, String name, Level level, String resource, Duration ago) {
        var event = new Event(
                new AccountId(account),
                "id-" + ++keys,
                name,
                level,
                "ECS",
                "acs:ecs:cn-hangzhou:x:instance/" + resource,
                START.minus(ago),
                Optional.of("Scheduled"));
        cms.past.keep(
                List.of(PastEvent.of(
                        new UUID(0, keys),
                        false,
                        event,
                        "cn-hangzhou",
                        "{\"instanceName\":\"one\",\"content\":{\"zone\":\"b\"}}")),
                START);
    }

    @Test
    void pastEventsAreListedNewestFirstAndCounted() {
        happened(ALICE, REBOOT, Level.CRITICAL, "i-1", Duration.ofHours(2));
        happened(ALICE, REBOOT, Level.CRITICAL, "i-1", Duration.ofHours(1));
        happened(ALICE, "Instance:StateChange", Level.INFO, "i-2", Duration.ofMinutes(1));
        happened(BOB, REBOOT, Level.CRITICAL, "i-3", Duration.ofMinutes(1));
        var all = cms.done(ALICE, "DescribeSystemEventAttribute").body().at("/SystemEvents/SystemEvent");
        assertThat(all).extracting(one -> one.path("Id").asText()).containsExactly("id-3", "id-2", "id-1");
        var some = cms.done(
                ALICE,
                "DescribeSystemEventAttribute",
                "Name",
                REBOOT,
                "Level",
                "critical",
                "EventType",
                "Maintenance",
                "SearchKeywords",
                "ZONE",
                "StartTime",
                "" + START.minus(Duration.ofMinutes(90)).toEpochMilli(),
                "EndTime",
                "" + START.getEpochSecond());
        assertThat(some.body().at("/SystemEvents/SystemEvent"))
                .extracting(one -> one.path("Id").asText())
                .containsExactly("id-2");
        var count = cms.done(ALICE, "DescribeSystemEventCount");
        assertThat(count.text("/SystemEventCounts/SystemEventCount/0/Num")).isEqualTo("2");
        assertThat(count.text("/SystemEventCounts/SystemEventCount/0/Level")).isEqualTo("Critical");
        assertThat(count.text("/SystemEventCounts/SystemEventCount/0/InstanceName"))
                .isEqualTo("one");
        assertThat(all.path(0).path("InstanceName").asText()).isEqualTo("one");
        assertThat(all.path(0).path("ResourceId").asText()).isEqualTo("acs:ecs:cn-hangzhou:x:instance/i-2");
        assertThat(count.text("/SystemEventCounts/SystemEventCount/0/ResourceId"))
                .as("the bare id, as the contract's sample has it")
                .isEqualTo("i-1");
    }

    @Test
    void aDryRunTellsWhatARuleWouldHaveSent() {
        cms.rule(ALICE, "r");
        happened(ALICE, REBOOT, Level.CRITICAL, "i-1", Duration.ofHours(2));
        happened(ALICE, REBOOT, Level.CRITICAL, "i-1", Duration.ofHours(1));
        happened(ALICE, "Instance:StateChange", Level.INFO, "i-2", Duration.ofMinutes(1));
        happened(ALICE, REBOOT, Level.CRITICAL, "i-1", Duration.ofDays(6));
        happened(BOB, REBOOT, Level.CRITICAL, "i-3", Duration.ofMinutes(1));
        var told = cms.done(ALICE, "DryRunEventRule", "RuleName", "r", "Days", "1");
        assertThat(told.text("/Scanned")).isEqualTo("3");
        assertThat(told.text("/Matched")).isEqualTo("2");
        assertThat(told.text("/WouldSend")).isEqualTo("2");
        assertThat(told.text("/Names/Name/0/Num")).isEqualTo("2");
        assertThat(told.text("/Samples/Sample/0/Id"))
                .as("in the order they happened")
                .isEqualTo("id-1");
        cms.done(
                ALICE,
                "PutEventRule",
                "RuleName",
                "r",
                "SilenceTime",
                "86400",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.NameList.1",
                "*");
        assertThat(cms.done(ALICE, "DryRunEventRule", "RuleName", "r", "Days", "1")
                        .text("/Silenced"))
                .isEqualTo("1");
        assertThat(cms.told).as("nothing is sent").isEmpty();
    }

    @Test
    void aMadeUpEventGoesToWhoWantsIt() {
        cms.rule(ALICE, "r");
        cms.rule(BOB, "b");
        cms.done(
                ALICE,
                "SendDryRunSystemEvent",
                "Product",
                "ecs",
                "EventName",
                REBOOT,
                "EventContent",
                "{\"instanceId\":\"i-1\",\"eventStatus\":\"Scheduled\"}");
        assertThat(cms.told)
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .startsWith("https://hooks.example.com/r {\"ver\":\"1.0\",\"id\":\"dry-run-")
                        .contains("\"level\":\"CRITICAL\"", "instance/i-1", "20190409T121826.000+0800"));
        assertThat(cms.ask(ALICE, "SendDryRunSystemEvent", "Product", "ECS", "EventName", "No:Such")
                        .code())
                .isEqualTo("InvalidParameter");
    }

    private List<String> heard(String... parameters) {
        var all = new ArrayList<>(List.of("Product", "ECS"));
        all.addAll(List.of(parameters));
        cms.told.clear();
        cms.done(ALICE, "SendDryRunSystemEvent", all.toArray(String[]::new));
        return List.copyOf(cms.told);
    }

    @Test
    void aMadeUpEventThatFailedIsAsGraveAsOneThatDid() {
        cms.rule(ALICE, "grave");
        for (var name : List.of("Disk:DiskOperationCompleted", "Snapshot:CreateSnapshotCompleted")) {
            assertThat(heard("EventName", name, "EventContent", "{\"result\":\"failed\"}"))
                    .singleElement()
                    .satisfies(told -> assertThat(told).contains("\"level\":\"WARN\""));
            assertThat(heard("EventName", name, "EventContent", "{\"result\":\"accomplished\"}"))
                    .isEmpty();
            assertThat(heard("EventName", name)).isEmpty();
        }
    }

    @Test
    void theStatusOfAMadeUpEventIsItsContentsAndElseItsNames() {
        cms.rule(ALICE, "r");
        cms.done(
                ALICE,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.StatusList.1",
                "Executing");
        assertThat(heard("EventName", "Instance:SystemMaintenance.Reboot:Executing"))
                .hasSize(1);
        assertThat(heard("EventName", "Instance:SystemMaintenance.Reboot:Scheduled"))
                .isEmpty();
        assertThat(heard(
                        "EventName",
                        "Instance:SystemMaintenance.Reboot:Executing",
                        "EventContent",
                        "{\"eventStatus\":\"Avoided\"}"))
                .as("a content may be ahead of its name (guide 4.2)")
                .isEmpty();
    }

    @Test
    void aMadeUpEventIsOfAResourceOfItsGroup() {
        var group = cms.done(ALICE, "CreateMonitorGroup", "GroupName", "web").text("/GroupId");
        cms.rule(ALICE, "r");
        cms.done(
                ALICE,
                "PutEventRule",
                "RuleName",
                "r",
                "GroupId",
                group,
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.NameList.1",
                "*");
        var empty = cms.ask(ALICE, "SendDryRunSystemEvent", "Product", "ECS", "EventName", REBOOT, "GroupId", group);
        assertThat(empty.code()).isEqualTo("InvalidParameter");
        assertThat(empty.text("/Message")).contains("GroupId");
        cms.done(
                ALICE,
                "CreateMonitorGroupInstances",
                "GroupId",
                group,
                "Instances.1.InstanceId",
                "i-7",
                "Instances.1.InstanceName",
                "seven",
                "Instances.1.RegionId",
                "cn-hangzhou",
                "Instances.1.Category",
                "ecs");
        assertThat(heard("EventName", REBOOT)).as("of no group").isEmpty();
        assertThat(heard("EventName", REBOOT, "GroupId", group))
                .singleElement()
                .satisfies(told -> assertThat(told).contains("instance/i-7"));
        assertThat(heard("EventName", REBOOT, "GroupId", group, "EventContent", "{\"instanceId\":\"i-7\"}"))
                .hasSize(1);
        var other = cms.ask(
                ALICE,
                "SendDryRunSystemEvent",
                "Product",
                "ECS",
                "EventName",
                REBOOT,
                "GroupId",
                group,
                "EventContent",
                "{\"instanceId\":\"i-8\"}");
        assertThat(other.code()).isEqualTo("InvalidParameter");
        assertThat(other.text("/Message")).contains("EventContent");
        assertThat(cms.ask(BOB, "SendDryRunSystemEvent", "Product", "ECS", "EventName", REBOOT, "GroupId", group)
                        .code())
                .isEqualTo("ResourceNotFound");
    }

    @ParameterizedTest
    @CsvSource({"999999999999999", "253402300800000", "99990101T000000.000+0000"})
    void aTimeNoEventCanHaveIsRefusedByItsName(String time) {
        var told = cms.ask(
                ALICE,
                "PutCustomEvent",
                "EventInfo.1.EventName",
                "a",
                "EventInfo.1.Content",
                "x",
                "EventInfo.2.EventName",
                "b",
                "EventInfo.2.Content",
                "x",
                "EventInfo.2.Time",
                time);
        assertThat(told.code()).isEqualTo("InvalidParameter");
        assertThat(told.text("/Message")).contains("EventInfo.2.Time");
        assertThat(cms.past.sizes()).isEmpty();
    }

    @Test
    void customEventsGoToCustomRulesAlone() {
        cms.rule(ALICE, "system");
        for (var rule : List.of("mine", "group")) {
            cms.done(
                    ALICE,
                    "PutEventRule",
                    "RuleName",
                    rule,
                    "EventType",
                    "CUSTOM",
                    "EventPattern.1.Product",
                    "any",
                    "EventPattern.1.NameList.1",
                    "Host*",
                    "EventPattern.1.CustomFilters",
                    "down");
            cms.done(
                    ALICE,
                    "PutEventRuleTargets",
                    "RuleName",
                    rule,
                    "WebhookParameters.1.Id",
                    "1",
                    "WebhookParameters.1.Url",
                    "https://a.example/" + rule);
        }
        cms.done(ALICE, "DisableEventRules", "RuleNames.1", "group");
        cms.done(
                ALICE,
                "PutCustomEvent",
                "EventInfo.1.EventName",
                "HostDown",
                "EventInfo.1.Content",
                "host 7 is down",
                "EventInfo.1.GroupId",
                "42",
                "EventInfo.2.EventName",
                "HostUp",
                "EventInfo.2.Content",
                "{\"host\":7}");
        assertThat(cms.told)
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .startsWith("https://a.example/mine")
                        .contains("\"content\":\"host 7 is down\""));
        assertThat(cms.whoHears(ALICE, "HostDown", Level.INFO, "42", "down"))
                .as("a system event of that name is not custom")
                .isEmpty();
        Told found = cms.done(ALICE, "DescribeCustomEventAttribute", "GroupId", "42");
        assertThat(found.text("/CustomEvents/CustomEvent/0/Name")).isEqualTo("HostDown");
        var id = found.text("/CustomEvents/CustomEvent/0/Id");
        assertThat(cms.done(ALICE, "DescribeCustomEventAttribute", "EventId", id)
                        .body()
                        .at("/CustomEvents/CustomEvent"))
                .hasSize(1);
        assertThat(cms.done(ALICE, "DescribeCustomEventCount", "EventId", "another")
                        .body()
                        .at("/CustomEventCounts/CustomEventCount"))
                .isEmpty();
        assertThat(cms.done(ALICE, "DescribeCustomEventCount").body().at("/CustomEventCounts/CustomEventCount"))
                .hasSize(2);
        assertThat(cms.done(ALICE, "DescribeSystemEventAttribute").body().at("/SystemEvents/SystemEvent"))
                .isEmpty();
    }

    @Test
    void theTablesAreTold() {
        var all = cms.done(ALICE, "DescribeSystemEventMetaList").body().at("/Data/Resource");
        assertThat(all.size()).isGreaterThan(100);
        assertThat(all).anySatisfy(one -> {
            assertThat(one.path("Name").asText()).isEqualTo("Instance:PreemptibleInstanceInterruption");
            assertThat(one.path("Level").asText()).isEqualTo("INFO");
            assertThat(one.path("NameDesc").asText()).isEqualTo("抢占式实例中断通知");
        });
    }

    @Test
    void anEventKeepsTheCountOfWhatItWasMadeOfAndTooOftenIsALoop() {
        var custom = Map.of("EventInfo.1.EventName", "HostDown", "EventInfo.1.Content", "host 7 is down");
        var dryRun = Map.of("Product", "ECS", "EventName", REBOOT);
        assertThat(cms.ask(ALICE, "PutCustomEvent", custom, new Hops(5)).status())
                .isEqualTo(200);
        assertThat(cms.ask(ALICE, "SendDryRunSystemEvent", dryRun, new Hops(2)).status())
                .isEqualTo(200);
        assertThat(cms.hops).containsExactly(5, 2);

        for (var refused : List.of(
                cms.ask(ALICE, "PutCustomEvent", custom, new Hops(6)),
                cms.ask(ALICE, "SendDryRunSystemEvent", dryRun, new Hops(6)))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("HopLimitExceeded");
        }
        assertThat(cms.hops).as("nobody was told of these").hasSize(2);
        assertThat(cms.done(ALICE, "DescribeCustomEventAttribute").body().at("/CustomEvents/CustomEvent"))
                .as("and they are not kept")
                .hasSize(1);
    }
}
