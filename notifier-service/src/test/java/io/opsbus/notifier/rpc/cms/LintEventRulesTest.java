package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintEventRulesTest {
    private static final String REBOOT = "Instance:SystemMaintenance.Reboot:Scheduled";

    private final CmsInMemory cms = new CmsInMemory();

    /** Lists have blanks between; a code may have the entry behind a slash. */
    private List<String> lint(String product, String levels, String names, String statuses) {
        var parameters = new ArrayList<>(List.of("RuleName", "l", "EventPattern.1.Product", product));
        list(parameters, "LevelList", levels);
        list(parameters, "NameList", names);
        list(parameters, "StatusList", statuses);
        cms.done(ALICE, "PutEventRule", parameters.toArray(String[]::new));
        cms.done(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "l",
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                "https://a.example/1");
        return found("RuleName", "l");
    }

    private static void list(List<String> parameters, String name, String entries) {
        var all = entries.isEmpty() ? new String[0] : entries.split(" ", -1);
        for (var i = 0; i < all.length; i++) {
            parameters.addAll(List.of("EventPattern.1." + name + "." + (i + 1), all[i]));
        }
    }

    private List<String> found(String... parameters) {
        return cms.done(ALICE, "LintEventRules", parameters)
                .body()
                .at("/Findings/Finding")
                .valueStream()
                .map(one -> one.path("Code").asText()
                        + (one.path("Entry").asText().isEmpty()
                                ? ""
                                : "/" + one.path("Entry").asText()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ECS,CRITICAL,*,'',PreemptionIsInfo",
        "ECS,WARN,Instance:PreemptibleInstanceInterruption,'',PreemptionIsInfo",
        "ECS,*," + REBOOT + ",'',NameIsNotStatus",
        "ECS,INFO,Disk:DiskOperationCompleted,'',FailuresAreWarn",
        "ECS,INFO,CloudAssistant:TaskCompleted,'',FailuresAreWarn",
        "ECS,INFO,Disk:Stalled:*,'',NeverMatches",
        "ECS,*,Disc:*,'',NeverMatches",
        "ECS,*,Disk:Stalled:*,Avoided,NeverMatches",
        "ECS,*,*,Nonsense,NeverMatches",
        "ECS,WARN,Disk:DiskOperationCompleted,accomplished,NeverMatches",
        "ECS,*,CloudAssistant:TaskCompleted,Failed,NeverMatches",
        "ECS,*,Target:Delivery:Disabled,'',NeverMatches",
        "opsbus,CRITICAL,Target:Delivery:Disabled,'',NeverMatches",
        "OSS,*,*,'',NeverMatches",
        "ECS,*,Disk:Stalled:* Disc:*,'',DeadEntry/Disc:*",
        "ECS,CRITICAL,Disk:Stalled:* Instance:StateChange,'',DeadEntry/Instance:StateChange",
        "ECS,*,Instance:StateChange,Stopped Shopped,DeadEntry/Shopped"
    })
    void aTrapIsFound(String product, String levels, String names, String statuses, String code) {
        assertThat(lint(product, levels, names, statuses)).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "ECS,*," + REBOOT + ",Scheduled",
        "ECS,*," + REBOOT + ",avoided",
        "ECS,*,*,''",
        "ECS,*,Disk:Stalled:*,executed",
        "ECS,WARN,Disk:DiskOperationCompleted,failed",
        "ECS,WARN,CloudAssistant:TaskCompleted,''",
        "ECS,INFO,Instance:InstanceExpiration.Stop:Scheduled,Avoided",
        "ECS,*,Instance:SystemMaintenance.CleanInactiveDisks:*,''",
        "opsbus,WARN,Target:Delivery:Disabled,''",
        "OpsBus,*,*,Disabled"
    })
    void whatCanHappenIsNotCalledDead(String product, String levels, String names, String statuses) {
        assertThat(lint(product, levels, names, statuses)).doesNotContain("NeverMatches");
        assertThat(lint(product, levels, names, statuses)).noneMatch(code -> code.startsWith("DeadEntry"));
    }

    @Test
    void aRuleThatReachesNobodySaysSo() {
        assertThat(lint("ECS", "*", "*", "")).isEmpty();
        cms.done(ALICE, "DeleteEventRuleTargets", "RuleName", "l", "Ids.1", "1");
        cms.done(ALICE, "DisableEventRules", "RuleNames.1", "l");
        assertThat(found()).containsExactly("NobodyIsTold", "IsDisabled");
        assertThat(cms.ask(ALICE, "LintEventRules", "RuleName", "other").code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void everyRuleIsLookedAt() {
        for (var i = 0; i < 230; i++) {
            cms.done(
                    ALICE,
                    "PutEventRule",
                    "RuleName",
                    "rule-" + i,
                    "EventPattern.1.Product",
                    "ECS",
                    "EventPattern.1.LevelList.1",
                    "*");
        }
        assertThat(found()).hasSize(230).containsOnly("NobodyIsTold");
    }

    @Test
    void subscriptionsMadeWithoutARuleAreLookedAtWithTheRules() {
        subscription(ALICE, "a", "Disk:Stalled:*", "Disc:*");
        subscription(ALICE, "b", "Disc:*");
        subscription(ALICE, "c", "Disk:*");
        subscription(BOB, "d", "Disc:*");
        var told = cms.done(ALICE, "LintEventRules");
        assertThat(found()).containsExactly("DeadEntry/Disc:*", "NeverMatches");
        assertThat(told.text("/Findings/Finding/1/SubscriptionId")).isEqualTo("sub-b");
        assertThat(told.text("/Findings/Finding/1/RuleName")).isEmpty();
        cms.subscriptions.replaceAll(one -> one.enabled(false));
        assertThat(found())
                .containsExactly("DeadEntry/Disc:*", "IsDisabled", "NeverMatches", "IsDisabled", "IsDisabled");
    }

    private void subscription(String account, String id, String... names) {
        cms.subscriptions.add(new Subscription(
                new SubscriptionId("sub-" + id),
                new AccountId(account),
                1,
                Given.names(names),
                Webhook.plain(URI.create("https://a.example/")),
                true));
    }
}
