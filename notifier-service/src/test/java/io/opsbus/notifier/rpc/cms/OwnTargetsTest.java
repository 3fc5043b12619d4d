package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an account sees of its targets, and may do about them. */
class OwnTargetsTest {
    private static final AccountId ALICE_ID = new AccountId(ALICE);

    private final CmsInMemory cms = new CmsInMemory();

    private String target() {
        cms.rule(ALICE, "r");
        return OwnTargets.of(cms, ALICE, "r");
    }

    private Told list(String... parameters) {
        return cms.done(ALICE, "DescribeEventTargets", parameters);
    }

    private String state() {
        return list("RuleName", "r").text("/Targets/Target/0/State");
    }

    private Told one(String action, String target) {
        return cms.ask(ALICE, action, "TargetIds.1", target);
    }

    private void operatorPauses(String target) {
        cms.targets.held.hold(HeldTarget.paused(new TargetId(target), ALICE_ID, START));
        cms.live.refresh();
    }

    private void disable(String target) {
        for (var day = 0; day < 4; day++) {
            var answer = new Streak.Answer(
                    START.minus(Duration.ofDays(4L - day)), "5xx", OptionalInt.of(503), "inner words");
            cms.targets.held.take(List.of(new Ending(new TargetId(target), ALICE_ID, false, answer)));
        }
        cms.targets.held.disable(new Streak.Patience(Duration.ofDays(3), 4), START);
        cms.live.refresh();
    }

    @Test
    void aTargetIsToldWithItsRuleAndWhatWaitsForItAndNothingOfItsAddress() {
        var target = target();
        var delivery = Given.delivery(cms.live.known(new TargetId(target)).orElseThrow(), 1, START);
        cms.targets.parking.park(
                List.of(new Parking.Row(delivery, new DeliveryState.Parked(START, 3, START.plusSeconds(40)), 1)));
        var told = list();
        assertThat(told.body().at("/Targets/Target")).hasSize(1);
        assertThat(told.body().at("/Targets/Target/0").toString())
                .isEqualTo(
                        "{\"TargetId\":\"" + target + "\",\"Type\":\"webhook\",\"RuleName\":\"r\",\"SubscriptionId\":\""
                                + target.replace("tgt-", "sub-")
                                + "\",\"MadeBy\":\"account\",\"State\":\"idle\",\"Parked\":1,\"NextTry\":"
                                + START.plusSeconds(40).toEpochMilli() + "}");
        assertThat(told.text("/NextToken")).isEmpty();
    }

    @Test
    void pagesHoldEveryTargetOnceAndNobodyElses() {
        for (var i = 0; i < 7; i++) {
            cms.rule(ALICE, "r" + i);
        }
        cms.rule(BOB, "bobs");
        var first = list("MaxResults", "3");
        var second = list("MaxResults", "3", "NextToken", first.text("/NextToken"));
        var third = list("MaxResults", "3", "NextToken", second.text("/NextToken"));
        assertThat(Stream.of(first, second, third)
                        .flatMap(page -> OwnTargets.each(page, "/Targets/Target", "RuleName").stream()))
                .containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "r4", "r5", "r6");
        assertThat(third.text("/NextToken")).isEmpty();
        assertThat(cms.ask(ALICE, "DescribeEventTargets", "NextToken", "?").status())
                .isEqualTo(400);
        assertThat(cms.ask(ALICE, "DescribeEventTargets", "MaxResults", "51").status())
                .isEqualTo(400);
    }

    @Test
    void whatAnAccountPausesItLetsGoAgain() {
        var target = target();
        assertThat(one("PauseEventTargets", target).status()).isEqualTo(200);
        assertThat(cms.targets.holds.isHeld(new TargetId(target))).isTrue();
        var told = list();
        assertThat(told.text("/Targets/Target/0/State")).isEqualTo("paused");
        assertThat(told.body().at("/Targets/Target/0/Hold").toString())
                .isEqualTo("{\"Reason\":\"paused\",\"By\":\"account\",\"Since\":" + START.toEpochMilli() + "}");
        assertThat(one("PauseEventTargets", target).status()).as("again").isEqualTo(200);
        assertThat(one("ResumeEventTargets", target).status()).isEqualTo(200);
        assertThat(state()).isEqualTo("idle");
        assertThat(one("ResumeEventTargets", target).status()).as("not held").isEqualTo(200);
    }

    @Test
    void aDisabledTargetIsEnabledByItsAccountWhichHearsNothingOfWhatItsReceiverSaid() {
        var target = target();
        disable(target);
        var told = list();
        assertThat(told.text("/Targets/Target/0/State")).isEqualTo("failing");
        assertThat(told.text("/Targets/Target/0/Hold/By")).isEqualTo("system");
        assertThat(told.text("/Targets/Target/0/Hold/Failures")).isEqualTo("4");
        assertThat(told.text("/Targets/Target/0/Hold/LastHttpStatus")).isEqualTo("503");
        assertThat(told.body().toString()).doesNotContain("inner words");
        assertThat(one("ResumeEventTargets", target).status()).isEqualTo(200);
        assertThat(state()).isEqualTo("idle");
    }

    @Test
    void whatAnOperatorHoldsNoAccountLetsGo() {
        var target = target();
        operatorPauses(target);
        for (var action : List.of("ResumeEventTargets", "PauseEventTargets")) {
            assertThat(one(action, target).code()).as(action).isEqualTo("Forbidden.HeldByOperator");
        }
        for (var action : List.of("TestEventTarget", "AskEventTargetConsent")) {
            assertThat(cms.ask(ALICE, action, "TargetId", target).code())
                    .as(action)
                    .isEqualTo("Forbidden.HeldByOperator");
        }
        assertThat(list().text("/Targets/Target/0/Hold/By")).isEqualTo("operator");
        assertThat(state()).isEqualTo("paused");
    }

    @Test
    void anOperatorWhoPausesWhatIsPausedOrDisabledHoldsIt() {
        var paused = target();
        one("PauseEventTargets", paused);
        operatorPauses(paused);
        assertThat(one("ResumeEventTargets", paused).code()).isEqualTo("Forbidden.HeldByOperator");

        cms.rule(ALICE, "s");
        var disabled = OwnTargets.of(cms, ALICE, "s");
        disable(disabled);
        operatorPauses(disabled);
        assertThat(one("ResumeEventTargets", disabled).code()).isEqualTo("Forbidden.HeldByOperator");
        assertThat(list("RuleName", "s").text("/Targets/Target/0/Hold/Reason")).isEqualTo("failing");
        cms.targets.held.release(new TargetId(disabled), START);
        assertThat(one("ResumeEventTargets", disabled).status()).isEqualTo(200);
    }

    @Test
    void ofSeveralAllChangeOrNone() {
        var target = target();
        var none = cms.ask(ALICE, "PauseEventTargets", "TargetIds.1", target, "TargetIds.2", "tgt-none");
        assertThat(none.code()).isEqualTo("ResourceNotFound");
        assertThat(none.text("/Message")).contains("TargetIds.2");
        assertThat(state()).isEqualTo("idle");
        cms.rule(ALICE, "s");
        var other = OwnTargets.of(cms, ALICE, "s");
        operatorPauses(other);
        one("PauseEventTargets", target);
        var held = cms.ask(ALICE, "ResumeEventTargets", "TargetIds.1", target, "TargetIds.2", other);
        assertThat(held.code()).isEqualTo("Forbidden.HeldByOperator");
        assertThat(held.text("/Message")).contains("TargetIds.2");
        assertThat(state()).isEqualTo("paused");
    }

    @Test
    void aStopOfAllSendingStaysWhateverAnAccountDoes() {
        var target = target();
        cms.targets.held.stops().begin(new Stop.Scope.OfAccount(ALICE_ID), "why", START);
        cms.live.refresh();
        assertThat(one("ResumeEventTargets", target).status()).isEqualTo(200);
        assertThat(state()).isEqualTo("stopped");
        assertThat(cms.targets.holds.isHeld(new TargetId(target))).isTrue();
        assertThat(cms.ask(ALICE, "TestEventTarget", "TargetId", target).code()).isEqualTo("SendingIsStopped");
        assertThat(cms.ask(ALICE, "AskEventTargetConsent", "TargetId", target).code())
                .isEqualTo("SendingIsStopped");
    }

    @Test
    void anOperatorsSubscriptionIsSeenAndNotTouched() {
        var target = OwnTargets.ofOperator(cms, ALICE).id().target().value();
        var told = list();
        assertThat(told.text("/Targets/Target/0/TargetId")).isEqualTo(target);
        assertThat(told.text("/Targets/Target/0/MadeBy")).isEqualTo("operator");
        assertThat(told.body().toString()).doesNotContain("audit", "secret");
        for (var action : List.of("PauseEventTargets", "ResumeEventTargets")) {
            assertThat(one(action, target).code()).as(action).isEqualTo("Forbidden.OperatorsTarget");
        }
        for (var action : List.of("TestEventTarget", "AskEventTargetConsent")) {
            assertThat(cms.ask(ALICE, action, "TargetId", target).code())
                    .as(action)
                    .isEqualTo("Forbidden.OperatorsTarget");
        }
        assertThat(cms.targets.held.all()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> anothersTargetIsAsIfItWereNot() {
        var target = target();
        return Stream.of("PauseEventTargets", "ResumeEventTargets", "TestEventTarget", "AskEventTargetConsent")
                .map(action -> DynamicTest.dynamicTest(action, () -> {
                    var name = action.endsWith("Targets") ? "TargetIds.1" : "TargetId";
                    assertThat(cms.ask(BOB, action, name, target))
                            .isEqualTo(cms.ask(BOB, action, name, "tgt-nobody"))
                            .satisfies(told -> assertThat(told.code()).isEqualTo("ResourceNotFound"));
                    assertThat(cms.ask(BOB, "DescribeEventTargets", "TargetIds.1", target))
                            .isEqualTo(cms.ask(BOB, "DescribeEventTargets", "TargetIds.1", "tgt-nobody"));
                }));
    }
}
