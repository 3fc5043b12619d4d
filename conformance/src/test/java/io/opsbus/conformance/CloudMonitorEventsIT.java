package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events as CloudMonitor tells them: the tables, past ones, made-up ones, the customer's own. */
@VerifiedAgainst(Source.REFERENCE)
class CloudMonitorEventsIT {
    private static final String CHANGE = "Instance:StateChange";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    @InEveryDialect
    @VerifiedAgainst(Source.GUIDE)
    void theTablesAreTold(Caller caller) {
        List<Body> told = caller.ask("DescribeSystemEventMetaList", Map.of()).list("Data");
        assertThat(told)
                .extracting(one -> one.text("Name"))
                .contains("Instance:PreemptibleInstanceInterruption", CHANGE)
                .doesNotHaveDuplicates();
        assertThat(told).allSatisfy(one -> {
            assertThat(one.text("Product")).isEqualTo("ECS");
            assertThat(one.text("Level")).isIn("CRITICAL", "WARN", "INFO");
            assertThat(one.text("NameDesc")).isNotBlank();
        });
        assertThat(told)
                .filteredOn(one -> one.text("Name").equals("Disk:Stalled:Executing"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("Level")).isEqualTo("CRITICAL");
                    assertThat(one.text("EventType")).isEqualTo("Exception");
                    assertThat(one.text("Status")).isEqualTo("Executing");
                    assertThat(one.text("StatusDesc")).isNotBlank();
                });
    }

    /** Guide 4.2: an instance that runs has told of it, once; the word it is found by is its own id. */
    @InEveryDialect
    void aPastEventIsListedAndCounted(Caller caller) {
        String instance = new Machines(caller).running();
        Map<String, Object> asked =
                Map.of("Product", "ECS", "Name", CHANGE, "Status", "Running", "SearchKeywords", instance);
        Body listed = awaited(caller, asked);
        assertIsARun(listed, caller);
        assertThat(listed.text("Level")).isEqualTo("INFO");
        assertThat(listed.text("ResourceId"))
                .startsWith("acs:ecs:" + caller.target().region() + ":")
                .endsWith(":instance/" + instance);
        assertIsTheGuides(Body.plain(JsonParser.parseString(listed.text("Content"))), listed, instance);
        assertThat(counts(caller, asked)).singleElement().satisfies(one -> {
            assertIsARun(one, caller);
            assertThat(one.text("Level")).isEqualTo("Info");
            // the contract's samples: here the bare id
            assertThat(one.text("ResourceId")).isEqualTo(instance);
            assertThat(one.number("Num")).isEqualTo(1);
            assertThat(one.text("Time")).isEqualTo(listed.text("Time"));
        });
        assertThat(caller.strangers()
                        .call("DescribeSystemEventAttribute", asked)
                        .body()
                        .list("SystemEvents"))
                .isEmpty();
        assertThat(caller.strangers()
                        .call("DescribeSystemEventCount", asked)
                        .body()
                        .list("SystemEventCounts"))
                .isEmpty();
    }

    @InEveryDialect
    void pastEventsAreFoundByWhatTheyAre(Caller caller) {
        String instance = new Machines(caller).running();
        Map<String, Object> run = Map.of("Name", CHANGE, "Status", "Running", "SearchKeywords", instance);
        long time = Long.parseLong(awaited(caller, run).text("Time"));
        Map.of("Level", "INFO", "EventType", "StatusNotification", "Product", "ecs")
                .forEach((filter, value) -> assertFound(caller, with(run, Map.of(filter, value)), 1));
        Map.of("Level", "CRITICAL", "EventType", "Exception", "Product", "oss", "Status", "Stopped")
                .forEach((filter, value) -> assertFound(caller, with(run, Map.of(filter, value)), 0));
        assertFound(caller, with(run, window(time, time + 1)), 1);
        assertFound(caller, with(run, window(time - MINUTE, time)), 0);
        assertFound(caller, with(run, window(time + 1, time + MINUTE)), 0);
        // every state on the way to Running, each once
        Map<String, Object> all = Map.of("Name", CHANGE, "SearchKeywords", instance);
        List<Body> states = counts(caller, all);
        assertThat(states)
                .hasSizeGreaterThan(1)
                .allSatisfy(one -> assertThat(one.number("Num")).isEqualTo(1));
        assertThat(events(caller, all))
                .extracting(one -> one.text("Status"))
                .containsExactlyInAnyOrderElementsOf(
                        states.stream().map(one -> one.text("Status")).toList())
                .first()
                .as("the newest")
                .isEqualTo("Running");
    }

    /** Its way to a target is {@link EventsToQueuesIT}'s. */
    @InEveryDialect
    void aMadeUpEventIsNoPastOne(Caller caller) {
        String disk = "d-" + UUID.randomUUID().toString().substring(0, 8);
        caller.ask(
                "SendDryRunSystemEvent",
                Map.of(
                        "Product", "ECS",
                        "EventName", "Disk:Stalled:Executing",
                        "EventContent", "{\"diskId\":\"" + disk + "\"}"));
        assertFound(caller, Map.of("SearchKeywords", disk), 0);
    }

    @InEveryDialect
    void customEventsArePutAndToldAgain(Caller caller) {
        String name = "Custom-" + UUID.randomUUID().toString().substring(0, 8);
        caller.ask(
                "PutCustomEvent",
                Map.of(
                        "EventInfo",
                        List.of(Map.of(
                                "EventName", name,
                                "Content", "host 7 is down",
                                "GroupId", "7",
                                "Time", "1552199984000"))));
        assertThat(caller.ask("DescribeCustomEventAttribute", Map.of("Name", name))
                        .list("CustomEvents"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("Name")).isEqualTo(name);
                    assertThat(one.text("GroupId")).isEqualTo("7");
                    assertThat(one.text("Time")).isEqualTo("1552199984000");
                    assertThat(Body.plain(JsonParser.parseString(one.text("Content")))
                                    .text("Content"))
                            .isEqualTo("host 7 is down");
                });
        assertThat(caller.ask("DescribeCustomEventCount", Map.of("Name", name)).list("CustomEventCounts"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("Name")).isEqualTo(name);
                    assertThat(one.text("Num")).isEqualTo("1");
                    assertThat(one.text("Time")).isEqualTo("1552199984000");
                });
        assertThat(caller.strangers()
                        .call("DescribeCustomEventAttribute", Map.of("Name", name))
                        .body()
                        .list("CustomEvents"))
                .isEmpty();
    }

    @InEveryDialect
    void aRuleThatCountsCustomEventsIsPutAndDeleted(Caller caller) {
        String name = "counting-" + UUID.randomUUID().toString().substring(0, 8);
        caller.ask(
                "PutContact",
                Map.of("ContactName", name, "Describe", "on call", "Channels", Map.of("Mail", name + "@example.com")));
        caller.ask("PutContactGroup", Map.of("ContactGroupName", name, "ContactNames", List.of(name)));
        caller.ask(
                "PutCustomEventRule",
                Map.of(
                        "RuleId", name,
                        "RuleName", name,
                        "EventName", "HostDown",
                        "GroupId", "7",
                        "Level", "CRITICAL",
                        "Threshold", "99",
                        "Period", "300",
                        "EffectiveInterval", "00:00-23:59",
                        "ContactGroups", name));
        Body rule = caller.ask("DescribeEventRuleAttribute", Map.of("RuleName", name));
        assertThat(rule.text("Result.EventType")).isEqualTo("CUSTOM");
        assertThat(rule.text("Result.GroupId")).isEqualTo("7");
        assertThat(rule.text("Result.State")).isEqualTo("ENABLED");
        assertThat(rule.texts("Result.EventPattern.NameList")).containsExactly("HostDown");
        assertThat(caller.ask("DescribeEventRuleTargetList", Map.of("RuleName", name))
                        .list("ContactParameters"))
                .singleElement()
                .satisfies(one -> assertThat(one.text("ContactGroupName")).isEqualTo(name));
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
        assertThat(caller.refusal("DescribeEventRuleAttribute", Map.of("RuleName", name)))
                .isEqualTo("ResourceNotFound");
        caller.ask("DeleteContactGroup", Map.of("ContactGroupName", name));
        caller.ask("DeleteContact", Map.of("ContactName", name));
    }

    private static void assertIsARun(Body event, Caller caller) {
        assertThat(event.text("Name")).isEqualTo(CHANGE);
        assertThat(event.text("Product")).isEqualTo("ECS");
        assertThat(event.text("Status")).isEqualTo("Running");
        assertThat(event.text("RegionId")).isEqualTo(caller.target().region());
        assertThat(event.find("GroupId")).as("no group was asked for").isNullOrEmpty();
        assertThat(event.find("InstanceName")).as("this event names none").isNullOrEmpty();
    }

    /** The event as it is delivered, in the guide's form (4.1), says the same as the line it stands in. */
    private static void assertIsTheGuides(Body event, Body line, String instance) {
        for (String same : List.of("Name", "Product", "Level", "RegionId", "ResourceId")) {
            assertThat(event.text(same)).as(same).isEqualTo(line.text(same));
        }
        assertThat(event.text("Content.ResourceId")).isEqualTo(instance);
        assertThat(event.text("Content.ResourceType")).isEqualTo("ALIYUN::ECS::Instance");
        assertThat(event.text("Content.State")).isEqualTo("Running");
    }

    /** The one event that is asked for, once it is kept: it comes over the bus. */
    private static Body awaited(Caller caller, Map<String, Object> asked) {
        List<Body> found = await("the event is kept")
                .atMost(PATIENCE)
                .until(() -> events(caller, asked), events -> !events.isEmpty());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static void assertFound(Caller caller, Map<String, Object> asked, int amount) {
        assertThat(events(caller, asked)).as("listed by %s", asked).hasSize(amount);
        assertThat(counts(caller, asked)).as("counted by %s", asked).hasSize(amount);
    }

    private static List<Body> events(Caller caller, Map<String, Object> asked) {
        return caller.ask("DescribeSystemEventAttribute", asked).list("SystemEvents");
    }

    private static List<Body> counts(Caller caller, Map<String, Object> asked) {
        return caller.ask("DescribeSystemEventCount", asked).list("SystemEventCounts");
    }

    private static Map<String, Object> window(long from, long to) {
        return Map.of("StartTime", Long.toString(from), "EndTime", Long.toString(to));
    }

    private static Map<String, Object> with(Map<String, Object> asked, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(asked);
        all.putAll(more);
        return all;
    }
}
