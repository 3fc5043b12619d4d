package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Event rules of CloudMonitor and their targets (guide 4.1). */
@VerifiedAgainst(Source.REFERENCE)
class EventRulesIT {
    private static String fresh(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Map<String, Object> rule(String name) {
        return Map.of(
                "RuleName",
                name,
                "Description",
                "of the guide",
                "EventType",
                "SYSTEM",
                "SilenceTime",
                300,
                "EventPattern",
                List.of(Map.of(
                        "Product",
                        "ECS",
                        "LevelList",
                        List.of("CRITICAL", "WARN"),
                        "NameList",
                        List.of("Instance:PreemptibleInstanceInterruption", "Instance:SystemMaintenance.*"),
                        "EventTypeList",
                        List.of("*"),
                        "SQLFilter",
                        "cn-hangzhou and Executed")));
    }

    @InEveryDialect
    void aRuleIsPutToldSwitchedAndDeleted(Caller caller) {
        String name = fresh("rule");
        assertThat(caller.ask("PutEventRule", rule(name)).text("Data")).isEqualTo("1");
        Body listed = caller.ask("DescribeEventRuleList", Map.of("NamePrefix", name))
                .list("EventRules")
                .getFirst();
        assertThat(listed.text("Name")).isEqualTo(name);
        assertThat(listed.text("Description")).isEqualTo("of the guide");
        assertThat(listed.text("EventType")).isEqualTo("SYSTEM");
        assertThat(listed.text("State")).isEqualTo("ENABLED");
        assertThat(listed.text("SilenceTime")).isEqualTo("300");
        Body pattern = listed.list("EventPattern").getFirst();
        assertThat(pattern.texts("LevelList")).containsExactly("CRITICAL", "WARN");
        assertThat(pattern.text("Product")).isEqualTo("ECS");
        assertThat(pattern.texts("NameList"))
                .containsExactly("Instance:PreemptibleInstanceInterruption", "Instance:SystemMaintenance.*");
        assertThat(pattern.text("SQLFilter")).isEqualTo("cn-hangzhou and Executed");
        caller.ask("DisableEventRules", Map.of("RuleNames", List.of(name)));
        Body told = caller.ask("DescribeEventRuleAttribute", Map.of("RuleName", name));
        assertThat(told.text("Result.Name")).isEqualTo(name);
        assertThat(told.text("Result.Description")).isEqualTo("of the guide");
        assertThat(told.text("Result.EventType")).isEqualTo("SYSTEM");
        assertThat(told.text("Result.State")).isEqualTo("DISABLED");
        assertThat(told.text("Result.EventPattern.Product")).isEqualTo("ECS");
        assertThat(told.texts("Result.EventPattern.LevelList")).containsExactly("CRITICAL", "WARN");
        caller.ask("EnableEventRules", Map.of("RuleNames", List.of(name)));
        assertThat(caller.ask("DescribeEventRuleAttribute", Map.of("RuleName", name))
                        .text("Result.State"))
                .isEqualTo("ENABLED");
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
        assertThat(caller.refusal("DescribeEventRuleAttribute", Map.of("RuleName", name)))
                .isEqualTo("ResourceNotFound");
    }

    @InEveryDialect
    void targetsArePutToldAndDeleted(Caller caller) {
        String name = fresh("rule");
        caller.ask("PutEventRule", rule(name));
        Body put = caller.ask(
                "PutEventRuleTargets",
                Map.of(
                        "RuleName",
                        name,
                        "WebhookParameters",
                        List.of(Map.of(
                                "Id",
                                "1",
                                "Method",
                                "POST",
                                "Protocol",
                                "http",
                                "Url",
                                "https://hooks.example.com/"))));
        assertThat(put.text("FailedParameterCount")).isEqualTo("0");
        Body target = caller.ask("DescribeEventRuleTargetList", Map.of("RuleName", name))
                .list("WebhookParameters")
                .getFirst();
        assertThat(target.text("Id")).isEqualTo("1");
        assertThat(target.text("Method")).isEqualTo("POST");
        assertThat(target.text("Protocol")).isEqualTo("http");
        assertThat(target.text("Url")).isEqualTo("https://hooks.example.com/");
        caller.ask("DeleteEventRuleTargets", Map.of("RuleName", name, "Ids", List.of("1")));
        assertThat(caller.ask("DescribeEventRuleTargetList", Map.of("RuleName", name))
                        .list("WebhookParameters"))
                .isEmpty();
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
    }

    /** What only a cloud could find: without a word of the operator's it is refused, and nothing of the request is taken. */
    @InEveryDialect
    void aNameThatLeadsNowhereIsNoTarget(Caller caller) {
        String name = fresh("rule");
        caller.ask("PutEventRule", rule(name));
        assertThat(caller.refusal(
                        "PutEventRuleTargets",
                        Map.of(
                                "RuleName",
                                name,
                                "FcParameters",
                                List.of(Map.of(
                                        "Id",
                                        "1",
                                        "Region",
                                        "cn-hangzhou",
                                        "ServiceName",
                                        fresh("service"),
                                        "FunctionName",
                                        "f")))))
                .isEqualTo("UnsupportedTarget");
        assertThat(caller.refusal(
                        "PutEventRuleTargets",
                        Map.of(
                                "RuleName",
                                name,
                                "SlsParameters",
                                List.of(Map.of(
                                        "Id",
                                        "1",
                                        "Region",
                                        "cn-hangzhou",
                                        "Project",
                                        fresh("project"),
                                        "LogStore",
                                        "l")))))
                .isEqualTo("UnsupportedTarget");
        Body targets = caller.ask("DescribeEventRuleTargetList", Map.of("RuleName", name));
        assertThat(targets.list("FcParameters")).isEmpty();
        assertThat(targets.list("SlsParameters")).isEmpty();
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
    }

    @InEveryDialect
    void aStrangerFindsNothing(Caller caller) {
        String name = fresh("rule");
        caller.ask("PutEventRule", rule(name));
        assertThat(caller.refusalOfStranger("DescribeEventRuleAttribute", Map.of("RuleName", name)))
                .isEqualTo("ResourceNotFound");
        assertThat(caller.refusalOfStranger("DeleteEventRules", Map.of("RuleNames", List.of(name))))
                .isEqualTo("ResourceNotFound");
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
    }
}
