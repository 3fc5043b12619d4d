package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events as CloudMonitor tells them: the tables, past ones, made-up ones, the customer's own. */
@VerifiedAgainst(Source.REFERENCE)
class CloudMonitorEventsIT {
    private static final String CHANGE = "Instance:StateChange";

    @InEveryDialect
    @VerifiedAgainst(Source.GUIDE)
    void theTablesAreTold(Caller caller) {
        assertThat(caller.ask("DescribeSystemEventMetaList", Map.of()).list("Data"))
                .extracting(one -> one.text("Name"))
                .contains("Instance:PreemptibleInstanceInterruption", "Disk:Stalled:Executing");
    }

    /** Guide 4.2: an instance that runs has told of it; the word it is found by is its own id. */
    @InEveryDialect
    void pastEventsAreAskedFor(Caller caller) {
        String instance = new Machines(caller).running();
        Map<String, Object> asked =
                Map.of("Product", "ECS", "Name", CHANGE, "Status", "Running", "SearchKeywords", instance);
        await("the event is kept")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !caller.ask("DescribeSystemEventAttribute", asked)
                        .list("SystemEvents")
                        .isEmpty());
        assertThat(caller.ask("DescribeSystemEventAttribute", asked).list("SystemEvents"))
                .singleElement()
                .satisfies(one -> {
                    assertIsAbout(one, instance, caller);
                    assertThat(one.text("Level")).isEqualTo("INFO");
                    assertThat(one.text("Content")).contains(CHANGE, instance, "ALIYUN::ECS::Instance");
                });
        assertThat(caller.ask("DescribeSystemEventCount", asked).list("SystemEventCounts"))
                .singleElement()
                .satisfies(one -> {
                    assertIsAbout(one, instance, caller);
                    assertThat(one.text("Level")).isEqualTo("Info");
                    assertThat(one.text("Num")).isEqualTo("1");
                });
        caller.ask("SendDryRunSystemEvent", Map.of("Product", "ECS", "EventName", "Disk:Stalled:Executing"));
    }

    private static void assertIsAbout(Body event, String instance, Caller caller) {
        assertThat(event.text("Name")).isEqualTo(CHANGE);
        assertThat(event.text("Product")).isEqualTo("ECS");
        assertThat(event.text("Status")).isEqualTo("Running");
        assertThat(event.text("RegionId")).isEqualTo(caller.target().region());
        assertThat(event.text("ResourceId")).endsWith(":instance/" + instance);
        assertThat(event.find("GroupId")).isNullOrEmpty();
        assertThat(event.find("InstanceName")).as("this event names none").isNullOrEmpty();
        assertThat(Instant.ofEpochMilli(Long.parseLong(event.text("Time"))))
                .isBetween(
                        Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofMinutes(1)));
    }

    @InEveryDialect
    void customEventsArePutAndToldAgain(Caller caller) {
        String name = "Custom-" + UUID.randomUUID().toString().substring(0, 8);
        caller.ask(
                "PutCustomEvent",
                Map.of("EventInfo", List.of(Map.of("EventName", name, "Content", "host 7 is down", "GroupId", "7"))));
        assertThat(caller.ask("DescribeCustomEventAttribute", Map.of("Name", name))
                        .list("CustomEvents"))
                .singleElement()
                .satisfies(one -> assertThat(one.text("Content")).contains("host 7 is down"));
        assertThat(caller.ask("DescribeCustomEventCount", Map.of("Name", name)).list("CustomEventCounts"))
                .singleElement()
                .satisfies(one -> assertThat(one.text("Num")).isEqualTo("1"));
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
        assertThat(caller.ask("DescribeEventRuleTargetList", Map.of("RuleName", name))
                        .list("ContactParameters"))
                .singleElement()
                .satisfies(one -> assertThat(one.text("ContactGroupName")).isEqualTo(name));
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
        caller.ask("DeleteContactGroup", Map.of("ContactGroupName", name));
        caller.ask("DeleteContact", Map.of("ContactName", name));
    }
}
