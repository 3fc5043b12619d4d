package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events as CloudMonitor tells them: the tables, past ones, made-up ones, the customer's own. */
@VerifiedAgainst(Source.REFERENCE)
class CloudMonitorEventsIT {
    @InEveryDialect
    @VerifiedAgainst(Source.GUIDE)
    void theTablesAreTold(Caller caller) {
        assertThat(caller.ask("DescribeSystemEventMetaList", Map.of()).list("Data"))
                .extracting(one -> one.text("Name"))
                .contains("Instance:PreemptibleInstanceInterruption", "Disk:Stalled:Executing");
    }

    @InEveryDialect
    void pastEventsAreAskedFor(Caller caller) {
        Map<String, Object> asked = Map.of("Product", "ECS", "Name", "Instance:StateChange");
        assertThat(caller.ask("DescribeSystemEventAttribute", asked).list("SystemEvents"))
                .allSatisfy(one -> assertThat(one.text("Name")).isEqualTo("Instance:StateChange"));
        assertThat(caller.ask("DescribeSystemEventCount", asked).list("SystemEventCounts"))
                .allSatisfy(one -> assertThat(one.text("Level")).isEqualTo("Info"));
        caller.ask("SendDryRunSystemEvent", Map.of("Product", "ECS", "EventName", "Disk:Stalled:Executing"));
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
