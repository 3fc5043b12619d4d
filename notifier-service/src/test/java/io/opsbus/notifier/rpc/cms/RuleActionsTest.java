package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleActionsTest {
    private static final String REBOOT = "Instance:SystemMaintenance.Reboot:Scheduled";

    private final CmsInMemory cms = new CmsInMemory();

    private void put(String name, String... more) {
        cms.done(ALICE, "PutEventRule", withPattern(name, more));
    }

    private static String[] withPattern(String name, String... more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "RuleName", name,
                "EventPattern.1.Product", "ECS",
                "EventPattern.1.LevelList.1", "*",
                "EventPattern.1.NameList.1", "*"));
        for (int at = 0; at < more.length; at += 2) {
            if (more[at + 1].equals("-")) {
                all.remove(more[at]);
            } else {
                all.put(more[at], more[at + 1]);
            }
        }
        return all.entrySet().stream()
                .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                .toArray(String[]::new);
    }

    private void callback(String rule, String id, String url) {
        cms.done(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                rule,
                "WebhookParameters.1.Id",
                id,
                "WebhookParameters.1.Method",
                "POST",
                "WebhookParameters.1.Url",
                url);
    }

    private List<String> hear(Level level, String name) {
        return cms.whoHears(ALICE, name, level, "i-1", "{\"eventStatus\":\"Avoided\",\"zone\":\"b\"}");
    }

    @Test
    void theNextEventIsMatchedByARuleThatWasPut() {
        put("r");
        assertThat(hear(Level.WARN, REBOOT)).as("nobody to tell yet").isEmpty();
        callback("r", "1", "https://a.example/1");
        callback("r", "2", "https://a.example/2");
        assertThat(hear(Level.WARN, REBOOT)).containsExactly("https://a.example/1", "https://a.example/2");
        cms.done(ALICE, "DisableEventRules", "RuleNames.1", "r");
        assertThat(hear(Level.WARN, REBOOT)).isEmpty();
        cms.done(ALICE, "EnableEventRules", "RuleNames.1", "r");
        cms.done(ALICE, "DeleteEventRuleTargets", "RuleName", "r", "Ids.1", "1");
        assertThat(hear(Level.WARN, REBOOT)).containsExactly("https://a.example/2");
        cms.done(ALICE, "DeleteEventRules", "RuleNames.1", "r");
        assertThat(hear(Level.WARN, REBOOT)).isEmpty();
    }

    @Test
    void puttingAgainChangesTheRuleAndKeepsItsTargetsAndState() {
        put("r", "Description", "first");
        callback("r", "1", "https://a.example/1");
        cms.done(ALICE, "DisableEventRules", "RuleNames.1", "r");
        put("r", "Description", "second", "EventPattern.1.NameList.1", "Disk:*");
        var told = cms.done(ALICE, "DescribeEventRuleAttribute", "RuleName", "r");
        assertThat(told.text("/Result/Description")).isEqualTo("second");
        assertThat(told.text("/Result/State")).isEqualTo("DISABLED");
        assertThat(told.text("/Result/EventPattern/NameList/NameList/0")).isEqualTo("Disk:*");
        put("r", "EventPattern.1.NameList.1", "Disk:*", "State", "ENABLED");
        assertThat(hear(Level.WARN, "Disk:Stalled:Executing")).containsExactly("https://a.example/1");
        assertThat(hear(Level.WARN, REBOOT)).isEmpty();
    }

    @Test
    void puttingATargetAgainChangesItsAddress() {
        put("r");
        callback("r", "1", "https://a.example/old");
        callback("r", "1", "https://a.example/new");
        assertThat(hear(Level.WARN, REBOOT)).containsExactly("https://a.example/new");
    }

    @Test
    void eachOfSeveralPatternsCounts() {
        put(
                "r",
                "EventPattern.1.NameList.1",
                "Disk:*",
                "EventPattern.2.Product",
                "ECS",
                "EventPattern.2.EventTypeList.1",
                "Maintenance");
        callback("r", "1", "https://a.example/1");
        assertThat(hear(Level.INFO, "Disk:StateChange")).hasSize(1);
        assertThat(hear(Level.CRITICAL, REBOOT)).hasSize(1);
        assertThat(hear(Level.INFO, "Instance:StateChange")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EventPattern.1.SQLFilter, avoided and zone, true",
        "EventPattern.1.SQLFilter, avoided not zone, false",
        "EventPattern.1.CustomFilters, Avoided, true",
        "EventPattern.1.CustomFilters, Canceled, false",
        "EventPattern.1.KeywordFilter.Keywords.1, zone, true",
        "EventPattern.1.KeywordFilter.Keywords.1, area, false",
        "EventPattern.1.StatusList.1, Avoided, false",
        "EventPattern.1.EventTypeList.1, Maintenance, true",
        "EventPattern.1.EventTypeList.1, Exception, false",
        "EventPattern.1.LevelList.1, CRITICAL, true",
        "EventPattern.1.LevelList.1, INFO, false",
        "EventPattern.1.Product, ecs, true",
        "EventPattern.1.Product, RDS, false"
    })
    void whatAPatternAsksIsAsked(String parameter, String value, boolean told) {
        put("r", parameter, value);
        callback("r", "1", "https://a.example/1");
        assertThat(hear(Level.CRITICAL, REBOOT)).hasSize(told ? 1 : 0);
    }

    @Test
    void keywordsMayBeForbidden() {
        put("r", "EventPattern.1.KeywordFilter.Keywords.1", "zone", "EventPattern.1.KeywordFilter.Relation", "NOT");
        callback("r", "1", "https://a.example/1");
        assertThat(hear(Level.CRITICAL, REBOOT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EventPattern.1.Product, -, MissingParameter",
        "EventPattern.1.LevelList.1, High, InvalidParameter",
        "EventPattern.1.NameList.1, a b, InvalidParameter",
        "EventPattern.1.NameList.1, '', InvalidParameter",
        "EventPattern.1.EventTypeList.1, Other, InvalidParameter",
        "EventPattern.1.SQLFilter, (a, InvalidParameter",
        "EventPattern.1.KeywordFilter.Relation, XOR, InvalidParameter",
        "State, ON, InvalidParameter",
        "SilenceTime, -1, InvalidParameter",
        "GroupId, 123, ResourceNotFound",
        "RuleName, -, MissingParameter"
    })
    void whatCannotBeUsedIsRefused(String parameter, String value, String code) {
        assertThat(cms.ask(ALICE, "PutEventRule", withPattern("r", parameter, value))
                        .code())
                .isEqualTo(code);
        assertThat(cms.ask(ALICE, "DescribeEventRuleList").text("/Total")).isEqualTo("0");
    }

    /** The console's "all types" and "all levels" (guide 4.1); of the contract's parameters only the product is required. */
    @Test
    void aPatternThatNamesOnlyAProductHearsOfAllOfItAndOfNoOther() {
        put("r", "EventPattern.1.LevelList.1", "-", "EventPattern.1.NameList.1", "-");
        callback("r", "1", "https://a.example/1");
        put(
                "other",
                "EventPattern.1.Product",
                "RDS",
                "EventPattern.1.LevelList.1",
                "-",
                "EventPattern.1.NameList.1",
                "-");
        callback("other", "1", "https://a.example/2");
        for (var level : Level.values()) {
            assertThat(hear(level, REBOOT)).containsExactly("https://a.example/1");
        }
        assertThat(hear(Level.INFO, "Disk:StateChange")).containsExactly("https://a.example/1");
        var told = cms.done(ALICE, "DescribeEventRuleAttribute", "RuleName", "r");
        assertThat(told.text("/Result/EventPattern/Product")).isEqualTo("ECS");
    }

    @Test
    void aTargetThatIsNotBuiltIsRefusedAndNothingOfTheRequestIsTaken() {
        put("r");
        var told = cms.ask(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                "https://a.example/1",
                "OpenApiParameters.1.Id",
                "2",
                "OpenApiParameters.1.Product",
                "log",
                "OpenApiParameters.1.Action",
                "PutLogs");
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo("UnsupportedTarget");
        assertThat(told.text("/Message")).contains("OpenApiParameters");
        assertThat(hear(Level.WARN, REBOOT)).isEmpty();
    }

    @Test
    void aSixthTargetOfAKindIsRefused() {
        put("r");
        for (int i = 1; i <= 5; i++) {
            callback("r", "" + i, "https://a.example/" + i);
        }
        var told = cms.ask(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "6",
                "WebhookParameters.1.Url",
                "https://a.example/6");
        assertThat(told.code()).isEqualTo("ResourceOverLimit");
        callback("r", "5", "https://a.example/other");
    }

    @Test
    void ofSeveralNamedRulesAllAreThereOrNoneIsChanged() {
        put("a");
        callback("a", "1", "https://a.example/1");
        assertThat(cms.ask(ALICE, "DeleteEventRules", "RuleNames.1", "a", "RuleNames.2", "b")
                        .code())
                .isEqualTo("ResourceNotFound");
        assertThat(hear(Level.WARN, REBOOT)).hasSize(1);
    }

    @Test
    void rulesAreListedByNamePrefixGroupAndState() {
        put("b1");
        put("a1");
        put("a2", "State", "DISABLED");
        var page = cms.done(ALICE, "DescribeEventRuleList", "NamePrefix", "a", "PageSize", "1", "PageNumber", "2");
        assertThat(page.text("/Total")).isEqualTo("2");
        assertThat(page.text("/EventRules/EventRule/0/Name")).isEqualTo("a2");
        assertThat(cms.done(ALICE, "DescribeEventRuleList", "IsEnable", "true").text("/Total"))
                .isEqualTo("2");
        assertThat(cms.done(ALICE, "DescribeEventRuleList", "IsEnable", "False").text("/EventRules/EventRule/0/Name"))
                .isEqualTo("a2");
    }

    @Test
    void aRuleMadeAnewUnderAnOldNameIsAnotherWithNoTargets() {
        put("r");
        callback("r", "1", "https://a.example/1");
        cms.done(ALICE, "DeleteEventRules", "RuleNames.1", "r");
        put("r");
        assertThat(hear(Level.WARN, REBOOT)).isEmpty();
    }

    @Test
    void aQueueIsTheRulesOwnAccounts() {
        put("r");
        cms.done(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "MnsParameters.1.Id",
                "1",
                "MnsParameters.1.Queue",
                "events");
        assertThat(hear(Level.WARN, REBOOT)).containsExactly("queue");
        assertThat(cms.ask(
                                ALICE,
                                "PutEventRuleTargets",
                                "RuleName",
                                "r",
                                "MnsParameters.1.Id",
                                "2",
                                "MnsParameters.1.Queue",
                                "of/another")
                        .code())
                .isEqualTo("InvalidParameter");
    }
}
