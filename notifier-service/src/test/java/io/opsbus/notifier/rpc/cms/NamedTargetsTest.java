package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets that are only a name: a cloud knows where they are, here the operator says. */
class NamedTargetsTest {
    private static final String[] FUNCTION = {
        "RuleName", "r",
        "FcParameters.1.Id", "fn",
        "FcParameters.1.Region", "cn-hangzhou",
        "FcParameters.1.ServiceName", "orders",
        "FcParameters.1.FunctionName", "alarm"
    };
    private static final String[] LOG = {
        "RuleName", "r",
        "SlsParameters.1.Id", "log",
        "SlsParameters.1.Region", "cn-beijing",
        "SlsParameters.1.Project", "ops",
        "SlsParameters.1.LogStore", "events"
    };
    private static final String TO_FUNCTION = "https://fn.example.com/orders/alarm";
    private static final String TO_LOG = "https://logs.example.com/events";

    private final CmsInMemory cms = new CmsInMemory();

    private void rule(String account) {
        cms.done(
                account,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "*",
                "EventPattern.1.NameList.1",
                "*");
    }

    private List<String> hear(String account) {
        return cms.whoHears(account, "Disk:Stalled:Executing", Level.CRITICAL, "i-1", "{}");
    }

    private static String[] with(String[] parameters, String name, String value) {
        var changed = parameters.clone();
        for (var at = 0; at < changed.length; at += 2) {
            if (changed[at].equals(name)) {
                changed[at + 1] = value;
            }
        }
        return changed;
    }

    private void refused(String account, String code, String says, String... parameters) {
        var told = cms.ask(account, "PutEventRuleTargets", parameters);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.text("/Message")).contains(says);
        assertThat(hear(account)).isEmpty();
    }

    @Test
    void aNameLeadsWhereTheOperatorSays() {
        rule(ALICE);
        cms.done(ALICE, "PutEventRuleTargets", FUNCTION);
        cms.done(ALICE, "PutEventRuleTargets", LOG);
        assertThat(hear(ALICE)).containsExactly(TO_FUNCTION, TO_LOG);
        var told = cms.done(ALICE, "DescribeEventRuleTargetList", "RuleName", "r");
        var function = told.body().at("/FcParameters/FCParameter/0");
        assertThat(function.path("Id").asText()).isEqualTo("fn");
        assertThat(function.path("Region").asText()).isEqualTo("cn-hangzhou");
        assertThat(function.path("ServiceName").asText()).isEqualTo("orders");
        assertThat(function.path("FunctionName").asText()).isEqualTo("alarm");
        assertThat(function.has("Arn")).isTrue();
        var log = told.body().at("/SlsParameters/SlsParameter/0");
        assertThat(log.path("Id").asText()).isEqualTo("log");
        assertThat(log.path("Region").asText()).isEqualTo("cn-beijing");
        assertThat(log.path("Project").asText()).isEqualTo("ops");
        assertThat(log.path("LogStore").asText()).isEqualTo("events");
        assertThat(told.body().toString())
                .as("where it leads is the operator's")
                .doesNotContain("example.com");
    }

    @Test
    void itIsChangedCountedAndDeletedLikeEveryTarget() {
        rule(ALICE);
        cms.done(ALICE, "PutEventRuleTargets", FUNCTION);
        cms.done(ALICE, "PutEventRuleTargets", with(FUNCTION, "FcParameters.1.FunctionName", "other"));
        assertThat(hear(ALICE)).containsExactly("https://fn.example.com/orders/other");
        for (var i = 2; i <= 5; i++) {
            cms.done(ALICE, "PutEventRuleTargets", with(FUNCTION, "FcParameters.1.Id", "fn" + i));
        }
        assertThat(cms.ask(ALICE, "PutEventRuleTargets", with(FUNCTION, "FcParameters.1.Id", "fn6"))
                        .code())
                .isEqualTo("ResourceOverLimit");
        cms.done(ALICE, "PutEventRuleTargets", LOG);
        cms.done(ALICE, "DeleteEventRuleTargets", "RuleName", "r", "Ids.1", "fn", "Ids.2", "log");
        assertThat(hear(ALICE)).hasSize(4).doesNotContain(TO_LOG);
        assertThat(cms.ask(ALICE, "LintEventRules").body().toString()).doesNotContain("NobodyIsTold");
    }

    @Test
    void aNameNobodyHasConfiguredIsRefusedAndSaysWhatWouldHelp() {
        rule(ALICE);
        refused(
                ALICE,
                "UnsupportedTarget",
                "FcParameters: this installation knows no function of this account with region cn-hangzhou, service users,"
                        + " function alarm; its operator can say in opsbus.notifier.functions where that leads.",
                with(FUNCTION, "FcParameters.1.ServiceName", "users"));
        refused(
                ALICE,
                "UnsupportedTarget",
                "SlsParameters: this installation knows no log store of this account with region cn-beijing, project secret,"
                        + " log-store events; its operator can say in opsbus.notifier.log-stores",
                with(LOG, "SlsParameters.1.Project", "secret"));
    }

    @Test
    void whatIsConfiguredForAnAccountIsNobodyElses() {
        rule(BOB);
        refused(BOB, "UnsupportedTarget", "no function of this account", FUNCTION);
        cms.done(BOB, "PutEventRuleTargets", LOG);
        assertThat(hear(BOB)).containsExactly(TO_LOG);
    }

    @Test
    void noNameLeadsOutOfItsPlaceInAnAddress() {
        rule(ALICE);
        for (var name : List.of("../admin", "a/b", "a?b", "a#b", "a%2Fb", "a.b", "a@b", "{account}", "é")) {
            refused(ALICE, "UnsupportedTarget", "no function", with(FUNCTION, "FcParameters.1.FunctionName", name));
        }
        refused(
                ALICE,
                "InvalidParameter",
                "at most 128 characters",
                with(FUNCTION, "FcParameters.1.FunctionName", "f".repeat(129)));
    }

    @Test
    void whatNothingHereDeliversToIsRefused() {
        rule(ALICE);
        refused(
                ALICE,
                "UnsupportedTarget",
                "MnsParameters",
                "RuleName",
                "r",
                "MnsParameters.1.Id",
                "1",
                "MnsParameters.1.Topic",
                "t");
        refused(
                ALICE,
                "UnsupportedTarget",
                "OpenApiParameters.1: This installation cannot deliver to an Action: none is called in a rule's name",
                "RuleName",
                "r",
                "OpenApiParameters.1.Id",
                "1",
                "OpenApiParameters.1.Product",
                "ecs",
                "OpenApiParameters.1.Action",
                "RebootInstance");
    }
}
