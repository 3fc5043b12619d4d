package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Answers have the form of the contract's examples ({@code golden/}): every field at its place in its wrapping, and of its JSON type.
 * The examples' values are not ours.
 */
class GoldenAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields of the examples that have no meaning here. */
    private static final Set<String> LEFT_OUT = Set.of(
            "/Resources/Resource/0/BindUrl",
            "/Resources/Resource/0/DynamicTagRuleId",
            "/Resources/Resource/0/GroupFounderTagKey",
            "/Resources/Resource/0/GroupFounderTagValue",
            "/Resources/Resource/0/ResourceGroupId",
            "/Resources/Resource/0/ServiceId",
            "/Resources/Resource/0/Tags",
            "/Resources/Resource/0/TemplateIds",
            "/Resources/Resource/0/TemplateInfos");

    private final CmsInMemory cms = new CmsInMemory();

    @Test
    void everyAnswerHasTheFormOfItsExample() {
        rules();
        contacts();
        groups();
        events();
    }

    private void events() {
        assertForm("DescribeSystemEventMetaList");
        assertForm("DescribeSystemEventAttribute");
        assertForm("DescribeSystemEventCount");
        assertForm("SendDryRunSystemEvent", "Product", "ECS", "EventName", "Disk:Stalled:Executing");
        assertForm("PutCustomEvent", "EventInfo.1.EventName", "e", "EventInfo.1.Content", "c");
        assertForm("DescribeCustomEventAttribute");
        assertForm("DescribeCustomEventCount");
    }

    private void rules() {
        cms.rule(ALICE, "r");
        assertForm(
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "*",
                "EventPattern.1.NameList.1",
                "*",
                "EventPattern.1.EventTypeList.1",
                "*",
                "EventPattern.1.StatusList.1",
                "Executed",
                "EventPattern.1.KeywordFilter.Keywords.1",
                "x");
        assertForm("DescribeEventRuleList");
        assertForm("DescribeEventRuleAttribute", "RuleName", "r");
        assertForm(
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                "https://a.example/1",
                "FcParameters.1.Id",
                "2",
                "FcParameters.1.Region",
                "cn-hangzhou",
                "FcParameters.1.ServiceName",
                "orders",
                "FcParameters.1.FunctionName",
                "alarm",
                "SlsParameters.1.Id",
                "3",
                "SlsParameters.1.Project",
                "ops",
                "SlsParameters.1.LogStore",
                "events",
                "MnsParameters.1.Id",
                "4",
                "MnsParameters.1.Queue",
                "events");
        assertForm("DescribeEventRuleTargetList", "RuleName", "r");
        assertForm("DisableEventRules", "RuleNames.1", "r");
        assertForm("EnableEventRules", "RuleNames.1", "r");
        assertForm("DeleteEventRuleTargets", "RuleName", "r", "Ids.1", "1");
        assertForm("DeleteEventRules", "RuleNames.1", "r");
    }

    private void contacts() {
        assertForm("PutContact", "ContactName", "c", "Describe", "x", "Channels.Mail", "c@example.com");
        assertForm("PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "c");
        assertForm(
                "PutCustomEventRule",
                "RuleId",
                "1",
                "RuleName",
                "counted",
                "EventName",
                "HostDown",
                "GroupId",
                "7378",
                "Level",
                "WARN",
                "Threshold",
                "99",
                "ContactGroups",
                "g");
        cms.done(ALICE, "DeleteEventRules", "RuleNames.1", "counted");
        assertForm("DescribeContactList", "ContactName", "c");
        assertForm("DescribeContactGroupList");
        assertForm("DescribeContactListByContactGroup", "ContactGroupName", "g");
        assertForm("DeleteContact", "ContactName", "c");
        assertForm("DeleteContactGroup", "ContactGroupName", "g");
    }

    private void groups() {
        var group = assertForm("CreateMonitorGroup", "GroupName", "m", "ContactGroups", "g")
                .text("/GroupId");
        assertForm(
                "CreateMonitorGroupInstances",
                "GroupId",
                group,
                "Instances.1.Category",
                "ecs",
                "Instances.1.InstanceId",
                "i-1",
                "Instances.1.InstanceName",
                "one",
                "Instances.1.RegionId",
                "cn-hangzhou");
        assertForm("DescribeMonitorGroups");
        assertForm("DescribeMonitorGroupInstances", "GroupId", group);
        assertForm("DeleteMonitorGroupInstances", "GroupId", group, "Category", "ecs", "InstanceIdList", "i-1");
        assertForm("ModifyMonitorGroup", "GroupId", group, "GroupName", "other");
        assertForm("DeleteMonitorGroup", "GroupId", group);
    }

    private Told assertForm(String action, String... parameters) {
        var told = cms.done(ALICE, action, parameters);
        var wrong = new ArrayList<String>();
        compare("", example(action), told.body(), wrong);
        assertThat(wrong).as("%s: %s", action, told.body()).isEmpty();
        return told;
    }

    private static void compare(String path, JsonNode example, JsonNode ours, List<String> wrong) {
        var isEmptyList = example.isArray() && (example.isEmpty() || (ours.isArray() && ours.isEmpty()));
        if (LEFT_OUT.contains(path) || isEmptyList) {
            return;
        }
        if (ours.isMissingNode()) {
            wrong.add(path + " is missing");
        } else if (!example.getNodeType().equals(ours.getNodeType())) {
            wrong.add(path + " is a " + ours.getNodeType() + ", not a " + example.getNodeType());
        } else if (example.isArray()) {
            compare(path + "/0", example.get(0), ours.get(0), wrong);
        } else {
            example.properties()
                    .forEach(field ->
                            compare(path + "/" + field.getKey(), field.getValue(), ours.path(field.getKey()), wrong));
        }
    }

    private static JsonNode example(String action) {
        try (var in = GoldenAnswersTest.class.getResourceAsStream("/golden/" + action + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
