package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.rpc.Hops;
import io.opsbus.testkit.bus.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account sees to its own targets and deliveries, with its access key alone, and to nobody else's. */
class OwnTargetsIT extends NotifierScene {
    private String rule(String account, String path) {
        notifier.ask(
                account,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL");
        notifier.callBack(account, "r", sink.url(path));
        return notifier.ask(account, "DescribeEventTargets", "RuleName", "r")
                .at("/Targets/Target/0/TargetId")
                .asText();
    }

    private String refusal(String account, String action, String... parameters) {
        var answer = notifier.tell(Hops.NONE, account, action, parameters);
        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        return RunningNotifier.json(answer.body()).path("Code").asText();
    }

    private JsonNode target(String account, String id) {
        return notifier.ask(account, "DescribeEventTargets", "TargetIds.1", id).at("/Targets/Target/0");
    }

    private void operator(String account, String target, String verb) {
        assertThat(notifier.post("/accounts/" + account + "/targets/" + target + ":" + verb, "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whyAWebhookGotNothingIsSeenByItsAccountAlone() {
        var account = account();
        var target = rule(account, "/500/own");
        bus.publish(of(account, Samples.REBOOT_SCHEDULED));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.ask(account, "DescribeEventDeliveries", "TargetId", target)
                                .at("/Attempts/Attempt"))
                        .isNotEmpty()
                        .allSatisfy(attempt -> {
                            assertThat(attempt.path("Status").asText()).isEqualTo("failed");
                            assertThat(attempt.path("HttpStatus").asInt()).isEqualTo(500);
                            assertThat(attempt.has("Answer"))
                                    .as("127.0.0.0/8 is opened here")
                                    .isFalse();
                        }));
        var attempt = notifier.ask(account, "DescribeEventDeliveries", "TargetId", target, "MaxResults", "1")
                .at("/Attempts/Attempt/0");
        var delivery = attempt.path("DeliveryId").asText();
        var whole = notifier.ask(account, "DescribeEventDelivery", "DeliveryId", delivery);
        assertThat(whole.path("Waits").asBoolean()).as(whole.toString()).isTrue();
        assertThat(whole.at("/Attempts/Attempt")).isNotEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.ask(
                                        account,
                                        "DescribeEventDeliveries",
                                        "ResourceId",
                                        resource(account),
                                        "Status",
                                        "failed")
                                .at("/Attempts/Attempt"))
                        .isNotEmpty());
        var stranger = account();
        assertThat(notifier.ask(stranger, "DescribeEventDeliveries", "TargetId", target)
                        .at("/Attempts/Attempt"))
                .isEmpty();
        assertThat(notifier.ask(stranger, "DescribeEventTargets", "TargetIds.1", target)
                        .at("/Targets/Target"))
                .isEmpty();
        assertThat(refusal(stranger, "DescribeEventDelivery", "DeliveryId", delivery))
                .isEqualTo("ResourceNotFound");
        for (var action : List.of("PauseEventTargets", "ResumeEventTargets")) {
            assertThat(refusal(stranger, action, "TargetIds.1", target)).isEqualTo("ResourceNotFound");
        }
    }

    private String resource(String account) {
        var arn = notifier.ask(account, "DescribeSystemEventAttribute")
                .at("/SystemEvents/SystemEvent/0/ResourceId")
                .asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    @Test
    void whatIsPausedByItsAccountWaitsAndGoesOnWhenItSaysSo() {
        var account = account();
        var target = rule(account, "/ok/own");
        notifier.ask(account, "PauseEventTargets", "TargetIds.1", target);
        var told = new String(bus.publish(of(account, Samples.REBOOT_SCHEDULED)), UTF_8);
        await().atMost(SOON).untilAsserted(() -> {
            var one = target(account, target);
            assertThat(one.path("State").asText()).isEqualTo("paused");
            assertThat(one.at("/Hold/By").asText()).isEqualTo("account");
            assertThat(one.path("Parked").asInt()).as(one.toString()).isEqualTo(1);
        });
        assertThat(sink.got("/ok/own")).isEmpty();
        notifier.ask(account, "ResumeEventTargets", "TargetIds.1", target);
        awaitTold("/ok/own", told);
    }

    @Test
    void whatWasGivenUpIsBroughtBackByItsAccount() {
        var account = account();
        var target = rule(account, "/410/own");
        bus.publish(of(account, Samples.REBOOT_SCHEDULED));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                notifier.ask(account, "RedriveEventDeliveries", "TargetId", target, "DryRun", "true")
                                        .path("Total")
                                        .asInt())
                        .isEqualTo(1));
        notifier.callBack(account, "r", sink.url("/ok/brought-back"));
        assertThat(refusal(account(), "RedriveEventDeliveries", "TargetId", target))
                .isEqualTo("ResourceNotFound");
        var parameters = new String[] {"TargetId", target, "Rate", "1", "ClientToken", "once"};
        var begun = notifier.ask(account, "RedriveEventDeliveries", parameters);
        var id = begun.at("/Redrive/RedriveId").asText();
        assertThat(notifier.ask(account, "RedriveEventDeliveries", parameters)
                        .at("/Redrive/RedriveId")
                        .asText())
                .as("asked again under its token")
                .isEqualTo(id);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/brought-back")).hasSize(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.ask(account, "DescribeEventRedrives", "RedriveId", id)
                                .at("/Redrives/Redrive/0/State")
                                .asText())
                        .isEqualTo("done"));
        assertThat(refusal(account(), "StopEventRedrive", "RedriveId", id)).isEqualTo("ResourceNotFound");
        var operators = RunningNotifier.json(
                notifier.get("/accounts/" + account + "/deliveries/redrives").body());
        assertThat(operators.at("/redrives/0/by").asText()).isEqualTo("account");
    }

    @Test
    void whatTheOperatorHoldsIsNotLetGo() {
        var account = account();
        var target = rule(account, "/ok/operators");
        notifier.ask(account, "PauseEventTargets", "TargetIds.1", target);
        operator(account, target, "pause");
        assertThat(refusal(account, "ResumeEventTargets", "TargetIds.1", target))
                .isEqualTo("Forbidden.HeldByOperator");
        assertThat(refusal(account, "TestEventTarget", "TargetId", target)).isEqualTo("Forbidden.HeldByOperator");
        var told = new String(bus.publish(of(account, Samples.REBOOT_SCHEDULED)), UTF_8);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(target(account, target).path("Parked").asInt())
                                .isEqualTo(1));
        assertThat(target(account, target).at("/Hold/By").asText()).isEqualTo("operator");
        operator(account, target, "resume");
        awaitTold("/ok/operators", told);
        var test = notifier.ask(account, "TestEventTarget", "TargetId", target);
        assertThat(test.path("Delivered").asBoolean()).as(test.toString()).isTrue();
        assertThat(sink.got("/ok/operators")).hasSize(2);
    }
}
