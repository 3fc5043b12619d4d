package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An account tries a target of its rules, and has its receiver asked. */
class TriedTargetsTest {
    private CmsInMemory cms = new CmsInMemory();

    private String target() {
        cms.rule(ALICE, "r");
        return OwnTargets.of(cms, ALICE, "r");
    }

    private String told(String field) {
        return cms.done(ALICE, "DescribeEventTargets").text("/Targets/Target/0/" + field);
    }

    @Test
    void aTestTellsHowItEndedAndARepeatedOneIsNoSecond() {
        var target = target();
        var told = cms.done(ALICE, "TestEventTarget", "TargetId", target, "ClientToken", "t-1");
        assertThat(told.body().path("Delivered").asBoolean()).isTrue();
        assertThat(told.text("/Outcome")).isEqualTo("2xx");
        assertThat(told.text("/HttpStatus")).isEqualTo("204");
        assertThat(told.text("/Answer")).isEqualTo("so be it");
        assertThat(cms.done(ALICE, "TestEventTarget", "TargetId", target, "ClientToken", "t-1")
                        .body())
                .isEqualTo(told.body());
        assertThat(cms.ask(ALICE, "TestEventTarget", "TargetId", target).code()).isEqualTo("Throttling.User");
    }

    @Test
    void whatAReceiverSaidIsToldOnlyWhereAnybodyCouldHaveHeardIt() {
        cms = new CmsInMemory(false, Optional.empty(), targets -> targets.opened = "10.0.0.0/8");
        assertThat(cms.done(ALICE, "TestEventTarget", "TargetId", target())
                        .body()
                        .has("Answer"))
                .isFalse();
        cms = new CmsInMemory(false, Optional.empty(), targets -> {
            targets.opened = "10.0.0.0/8";
            targets.told = AnswerHeads.Told.ALL;
        });
        assertThat(cms.done(ALICE, "TestEventTarget", "TargetId", target())
                        .body()
                        .has("Answer"))
                .isTrue();
        cms = new CmsInMemory(false, Optional.empty(), targets -> targets.told = AnswerHeads.Told.NONE);
        assertThat(cms.done(ALICE, "TestEventTarget", "TargetId", target())
                        .body()
                        .has("Answer"))
                .isFalse();
    }

    @Test
    void aReceiverThatHasNotConsentedIsAskedAgainByItsAccount() {
        assertThat(cms.ask(ALICE, "AskEventTargetConsent", "TargetId", target()).code())
                .isEqualTo("NothingToAsk");
        cms = new CmsInMemory(false, Optional.of("ops.example"), _ -> {});
        var target = target();
        assertThat(told("State")).isEqualTo("unconsented");
        assertThat(cms.ask(ALICE, "ResumeEventTargets", "TargetIds.1", target).code())
                .isEqualTo("NotConsented");
        assertThat(cms.ask(ALICE, "TestEventTarget", "TargetId", target).code()).isEqualTo("NotConsented");
        var told = cms.done(ALICE, "AskEventTargetConsent", "TargetId", target);
        assertThat(told.text("/Consent/Given")).isEqualTo("false");
        assertThat(told.text("/Consent/Outcome")).isEqualTo("4xx");
        assertThat(cms.ask(ALICE, "AskEventTargetConsent", "TargetId", target).code())
                .isEqualTo("Throttling.User");
        assertThat(told("Consent/Asked")).isEqualTo("1");
        cms.clock.advance(Duration.ofSeconds(5));
        cms.targets.answer = new Consent.Answer(true, "");
        assertThat(cms.done(ALICE, "AskEventTargetConsent", "TargetId", target).text("/Consent/Given"))
                .isEqualTo("true");
        assertThat(told("State")).isEqualTo("idle");
    }
}
