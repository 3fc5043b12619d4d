package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.sdk.GenericCalls;
import io.opsbus.conformance.sdk.Sdks;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** An account sees to its own targets and deliveries by the SDKs' generic requests: the original has no such Actions, so no SDK has classes for them. */
@VerifiedAgainst(Source.SDK)
class OwnActionsIT {
    private static GenericCalls calls(Caller caller, AccessKey key) {
        Target target = caller.target();
        return new GenericCalls(
                caller.dialect(),
                new Sdks.Endpoint(
                        Objects.requireNonNull(target.url(caller.dialect().scheme())),
                        target.caFile(),
                        key,
                        target.region()));
    }

    private static JsonObject only(JsonObject answer, String list, String element) {
        return answer.getAsJsonObject(list).getAsJsonArray(element).get(0).getAsJsonObject();
    }

    @InEveryDialect
    void anAccountPausesAndResumesATargetOfItsRule(Caller caller) {
        String name = "own-" + UUID.randomUUID().toString().substring(0, 8);
        caller.ask(
                "PutEventRule",
                Map.of(
                        "RuleName",
                        name,
                        "EventPattern",
                        List.of(Map.of("Product", "ECS", "LevelList", List.of("CRITICAL"), "NameList", List.of("*")))));
        caller.ask(
                "PutEventRuleTargets",
                Map.of(
                        "RuleName",
                        name,
                        "WebhookParameters",
                        List.of(Map.of("Id", "1", "Method", "POST", "Url", "https://hooks.example.com/"))));
        GenericCalls mine = calls(caller, caller.target().key());
        JsonObject told = mine.ask("DescribeEventTargets", Map.of("RuleName", name));
        String id = only(told, "Targets", "Target").get("TargetId").getAsString();
        mine.ask("PauseEventTargets", Map.of("TargetIds.1", id));
        JsonObject paused = only(mine.ask("DescribeEventTargets", Map.of("TargetIds.1", id)), "Targets", "Target");
        assertThat(paused.get("State").getAsString()).isEqualTo("paused");
        assertThat(paused.getAsJsonObject("Hold").get("By").getAsString()).isEqualTo("account");
        GenericCalls strangers = calls(caller, caller.target().stranger());
        assertThatThrownBy(() -> strangers.ask("ResumeEventTargets", Map.of("TargetIds.1", id)))
                .hasMessageContaining("does not exist");
        mine.ask("ResumeEventTargets", Map.of("TargetIds.1", id));
        assertThat(mine.ask("DescribeEventDeliveries", Map.of("TargetId", id))
                        .getAsJsonObject("Attempts")
                        .getAsJsonArray("Attempt"))
                .isEmpty();
        assertThat(mine.ask("RedriveEventDeliveries", Map.of("RuleName", name, "DryRun", "true"))
                        .get("Total")
                        .getAsInt())
                .isZero();
        caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
    }
}
