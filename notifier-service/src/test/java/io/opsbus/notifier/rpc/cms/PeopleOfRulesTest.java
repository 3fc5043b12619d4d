package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ways of a contact a rule uses. */
class PeopleOfRulesTest {
    private final CmsInMemory cms = new CmsInMemory();

    PeopleOfRulesTest() {
        cms.done(
                ALICE,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "*");
        contact(
                "ann",
                "Channels.Mail",
                "ann@example.com",
                "Channels.SMS",
                "86-13800138000",
                "Channels.DingWebHook",
                "https://oapi.dingtalk.com/robot/send?access_token=s3cret");
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "ann");
    }

    private void contact(String name, String... channels) {
        var parameters = new ArrayList<>(List.of("ContactName", name, "Describe", "x"));
        parameters.addAll(List.of(channels));
        cms.done(ALICE, "PutContact", parameters.toArray(String[]::new));
    }

    private CmsInMemory.Told tell(String group, String... more) {
        var parameters = new ArrayList<>(
                List.of("RuleName", "r", "ContactParameters.1.Id", "1", "ContactParameters.1.ContactGroupName", group));
        parameters.addAll(List.of(more));
        return cms.ask(ALICE, "PutEventRuleTargets", parameters.toArray(String[]::new));
    }

    private List<String> hear() {
        return cms.whoHears(ALICE, "Instance:StateChange", Level.INFO, "i-1", "");
    }

    @Test
    void peopleAreToldByEveryWayTheyHave() {
        assertThat(tell("g").status()).isEqualTo(200);
        assertThat(hear()).containsExactly("mail", "robot", "sms");
        assertThat(cms.ask(ALICE, "DeleteContactGroup", "ContactGroupName", "g").code())
                .isEqualTo("ResourceConflict");
        var told = cms.done(ALICE, "DescribeContactList", "ContactName", "ann");
        assertThat(told.body().toString()).doesNotContain("s3cret");
        contact("ann", "Channels.DingWebHook", told.text("/Contacts/Contact/0/Channels/DingWebHook"));
        assertThat(hear()).as("what was told stands for what is kept").containsExactly("robot");
        cms.done(ALICE, "DeleteContact", "ContactName", "ann");
        assertThat(hear()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, mail robot sms", "3, mail robot", "4, mail robot"})
    void aLevelSaysWhichWays(String level, String ways) {
        assertThat(tell("g", "ContactParameters.1.Level", level).status()).isEqualTo(200);
        assertThat(hear()).containsExactly(ways.split(" ", -1));
        assertThat(cms.done(ALICE, "DescribeEventRuleTargetList", "RuleName", "r")
                        .text("/ContactParameters/ContactParameter/0/Level"))
                .isEqualTo(level);
    }

    @Test
    void aLevelNobodyOfTheGroupCanBeReachedByIsRefused() {
        contact("bob", "Channels.SMS", "86-13800138001");
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "phones", "ContactNames.1", "bob");
        var told = tell("phones", "ContactParameters.1.Level", "4");
        assertThat(told.code()).isEqualTo("UnsupportedTarget");
        assertThat(told.text("/Message")).contains("Level 4");
        assertThat(tell("phones").status()).isEqualTo(200);
        assertThat(hear()).containsExactly("sms");
    }

    @Test
    void aRuleOnCustomEventsTellsByEveryWay() {
        var told = cms.done(
                ALICE,
                "PutCustomEventRule",
                "RuleId",
                "1",
                "RuleName",
                "c",
                "EventName",
                "HostDown",
                "GroupId",
                "0",
                "Level",
                "INFO",
                "Threshold",
                "1",
                "ContactGroups",
                "g");
        assertThat(told.status()).isEqualTo(200);
        assertThat(cms.done(ALICE, "DescribeEventRuleTargetList", "RuleName", "c")
                        .text("/ContactParameters/ContactParameter/0/Level"))
                .isEqualTo("2");
    }

    @Test
    void anAddressTheOperatorDoesNotAllowIsRefusedByTheSetting() {
        var robot = cms.ask(
                ALICE,
                "PutContact",
                "ContactName",
                "bob",
                "Describe",
                "x",
                "Channels.DingWebHook",
                "http://8.8.8.8/robot");
        assertThat(robot.code()).isEqualTo("InvalidParameter");
        assertThat(robot.text("/Message")).contains("opsbus.notifier.egress.schemes");
        var callback = cms.ask(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                "https://8.8.8.8:25/");
        assertThat(callback.code()).isEqualTo("InvalidParameter");
        assertThat(callback.text("/Message")).contains("opsbus.notifier.egress.ports");
    }
}
