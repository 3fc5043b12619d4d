package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error says which of what was sent it is about, in the caller's own names, and repeats nothing that was sent. */
class NamedErrorsTest {
    private static final String TOKEN = "t0k3n";

    private final CmsInMemory cms = new CmsInMemory();

    @BeforeEach
    void aRuleAndPeople() {
        cms.rule(ALICE, "r");
        cms.done(ALICE, "PutContact", "ContactName", "c", "Describe", "x", "Channels.Mail", "c@example.com");
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "c");
    }

    private void assertNo(String code, String message, String action, String... parameters) {
        var told = cms.ask(ALICE, action, parameters);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.text("/Message")).contains(message);
        assertThat(told.text("/Message")).doesNotContain(TOKEN);
    }

    private CmsInMemory.Told customRule(String... more) {
        var all = new TreeMap<>(Map.of(
                "RuleId", "own-1",
                "RuleName", "down",
                "EventName", "down",
                "GroupId", "1",
                "Level", "WARN",
                "Threshold", "1",
                "ContactGroups", "g"));
        for (var at = 0; at < more.length; at += 2) {
            all.put(more[at], more[at + 1]);
        }
        return cms.ask(ALICE, "PutCustomEventRule", all);
    }

    @ParameterizedTest
    @CsvSource({"ftp://a.example/t0k3n, Webhook cannot be used", "http://10.0.0.1/t0k3n, Webhook cannot be used"})
    void theCallbackOfACustomRuleIsCalledByItsOwnName(String url, String message) {
        var told = customRule("Webhook", url);
        assertThat(told.code()).isEqualTo("InvalidParameter");
        assertThat(told.text("/Message"))
                .startsWith(message)
                .doesNotContain("WebhookParameters")
                .doesNotContain(TOKEN);
    }

    @Test
    void ofSeveralContactGroupsTheOneThatIsMissingIsSaid() {
        var told = customRule("ContactGroups", "g,none");
        assertThat(told.code()).isEqualTo("ResourceNotFound");
        assertThat(told.text("/Message")).contains("name 2 in ContactGroups");
    }

    @ParameterizedTest
    @CsvSource({
        "WebhookParameters.2.Url, ftp://a.example/t0k3n, InvalidParameter, WebhookParameters.2.Url cannot be used",
        "WebhookParameters.2.Url, http://10.0.0.1/t0k3n, InvalidParameter, WebhookParameters.2.Url cannot be used",
        "WebhookParameters.2.Protocol, t0k3n, InvalidParameter, WebhookParameters.2.Protocol",
        "WebhookParameters.2.Id, ' ', InvalidParameter, WebhookParameters.2.Id has 1 to 64 characters",
    })
    void ofSeveralTargetsTheOneThatCannotBeUsedIsSaid(String parameter, String value, String code, String message) {
        var all = new TreeMap<>(Map.of(
                "RuleName", "r",
                "WebhookParameters.1.Id", "1",
                "WebhookParameters.1.Url", "https://a.example/1",
                "WebhookParameters.2.Id", "2",
                "WebhookParameters.2.Url", "https://a.example/2"));
        all.put(parameter, value);
        var told = cms.ask(ALICE, "PutEventRuleTargets", all);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.text("/Message")).contains(message).doesNotContain(TOKEN);
    }

    @Test
    void ofSeveralTargetsOfOtherKindsTheOneThatLeadsNowhereIsSaid() {
        assertNo(
                "ResourceNotFound",
                "ContactParameters.2.ContactGroupName",
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "ContactParameters.1.Id",
                "1",
                "ContactParameters.1.ContactGroupName",
                "g",
                "ContactParameters.2.Id",
                "2",
                "ContactParameters.2.ContactGroupName",
                "none");
        assertNo(
                "UnsupportedTarget",
                "OpenApiParameters.1",
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "OpenApiParameters.1.Id",
                "1",
                "OpenApiParameters.1.Product",
                "log",
                "OpenApiParameters.1.Action",
                "PutLogs");
        assertNo(
                "UnsupportedTarget",
                "MnsParameters.1",
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "MnsParameters.1.Id",
                "1",
                "MnsParameters.1.Topic",
                "t");
        assertNo(
                "InvalidParameter",
                "MnsParameters.2.Queue cannot be used",
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "MnsParameters.1.Id",
                "1",
                "MnsParameters.1.Queue",
                "q",
                "MnsParameters.2.Id",
                "2",
                "MnsParameters.2.Queue",
                "of/t0k3n");
        assertNo(
                "UnsupportedTarget",
                "SlsParameters.1",
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "SlsParameters.1.Id",
                "1",
                "SlsParameters.1.Project",
                "elsewhere",
                "SlsParameters.1.LogStore",
                "s");
    }

    @Test
    void theKindThereAreTooManyOfIsSaid() {
        for (var i = 2; i <= 5; i++) {
            cms.done(
                    ALICE,
                    "PutEventRuleTargets",
                    "RuleName",
                    "r",
                    "WebhookParameters.1.Id",
                    "" + i,
                    "WebhookParameters.1.Url",
                    "https://a.example/" + i);
        }
        assertNo(
                "ResourceOverLimit",
                "WebhookParameters: A rule has at most 5 targets of one kind",
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "6",
                "WebhookParameters.1.Url",
                "https://a.example/6");
    }

    @ParameterizedTest
    @CsvSource({"DeleteEventRules", "DisableEventRules", "EnableEventRules"})
    void ofSeveralRulesTheOneThatIsMissingIsSaid(String action) {
        assertNo(
                "ResourceNotFound",
                "RuleNames.3",
                action,
                "RuleNames.1",
                "r",
                "RuleNames.2",
                "r",
                "RuleNames.3",
                "none",
                "RuleNames.4",
                "none2");
    }

    @Test
    void ofAHundredContactsTheOneThatIsMissingIsSaid() {
        var all = new ArrayList<>(List.of("ContactGroupName", "new"));
        for (var i = 1; i <= 100; i++) {
            all.addAll(List.of("ContactNames." + i, i == 77 ? "none" : "c"));
        }
        assertNo("ResourceNotFound", "ContactNames.77", "PutContactGroup", all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "LevelList.2, t0k3n, 'EventPattern.1.LevelList.2 must be CRITICAL, WARN, INFO or *'",
        "NameList.2, t0k3n*x, 'EventPattern.1.NameList.2 must be'",
        "EventTypeList.2, t0k3n, 'EventPattern.1.EventTypeList.2 must be StatusNotification, Exception, Maintenance or *'",
        "StatusList.2, ' ', 'EventPattern.1.StatusList.2 must be a word of at most 256 characters'",
        "KeywordFilter.Keywords.2, ' ', 'EventPattern.1.KeywordFilter.Keywords.2 must be a word of at most 256 characters'"
    })
    void theEntryOfAPatternThatCannotBeIsSaidAndWhatItCanBe(String field, String value, String message) {
        assertNo(
                "InvalidParameter",
                message,
                "PutEventRule",
                "RuleName",
                "new",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "WARN",
                "EventPattern.1.NameList.1",
                "*",
                "EventPattern.1.EventTypeList.1",
                "Exception",
                "EventPattern.1.StatusList.1",
                "Executing",
                "EventPattern.1.KeywordFilter.Keywords.1",
                "word",
                "EventPattern.1." + field,
                value);
    }
}
