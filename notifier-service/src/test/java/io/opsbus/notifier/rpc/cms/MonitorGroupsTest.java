package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorGroupsTest {
    private static final String REBOOT = "Instance:SystemMaintenance.Reboot:Scheduled";

    private final CmsInMemory cms = new CmsInMemory();
    private final String web = group("Web servers");
    private final String store = group("store");

    private String group(String name) {
        return cms.done(ALICE, "CreateMonitorGroup", "GroupName", name, "ContactGroups", "ops")
                .text("/GroupId");
    }

    private void member(String group, String category, String id, String name) {
        cms.done(
                ALICE,
                "CreateMonitorGroupInstances",
                "GroupId",
                group,
                "Instances.1.Category",
                category,
                "Instances.1.InstanceId",
                id,
                "Instances.1.InstanceName",
                name,
                "Instances.1.RegionId",
                "cn-hangzhou");
    }

    @ParameterizedTest
    @CsvSource({"Category", "InstanceName", "RegionId"})
    void whatEveryRouterHoldsInMemoryIsBounded(String field) {
        var all = new TreeMap<>(Map.of("GroupId", web));
        for (var at = 1; at <= 2; at++) {
            all.put("Instances." + at + ".Category", "ecs");
            all.put("Instances." + at + ".InstanceId", "i-" + at);
            all.put("Instances." + at + ".InstanceName", "x");
            all.put("Instances." + at + ".RegionId", "cn-hangzhou");
        }
        all.put("Instances.2." + field, "x".repeat(129));
        var told = cms.ask(ALICE, "CreateMonitorGroupInstances", all);
        assertThat(told.code()).isEqualTo("InvalidParameter");
        assertThat(told.text("/Message")).contains("Instances.2." + field).doesNotContain("xxx");
    }

    @Test
    void contactGroupsAreNamesAndNotTooMany() {
        var many = IntStream.rangeClosed(0, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));
        for (var names : List.of("x".repeat(65), many)) {
            for (var told : List.of(
                    cms.ask(ALICE, "CreateMonitorGroup", "GroupName", "n", "ContactGroups", names),
                    cms.ask(ALICE, "ModifyMonitorGroup", "GroupId", web, "ContactGroups", names))) {
                assertThat(told.code()).isEqualTo("InvalidParameter");
                assertThat(told.text("/Message")).contains("ContactGroups");
            }
        }
    }

    private List<String> groups(String parameter, String value) {
        var told = cms.done(ALICE, "DescribeMonitorGroups", parameter, value);
        var names = told.body()
                .at("/Resources/Resource")
                .valueStream()
                .map(one -> one.path("GroupName").asText())
                .sorted()
                .toList();
        assertThat(told.text("/Total")).isEqualTo("" + names.size());
        return names;
    }

    private List<String> members(String... parameters) {
        var told = cms.done(ALICE, "DescribeMonitorGroupInstances", parameters);
        return told.body()
                .at("/Resources/Resource")
                .valueStream()
                .map(one -> one.path("InstanceId").asText())
                .toList();
    }

    @Test
    void aRuleOfAMonitorGroupHearsOfItsResourcesAsTheyAreNow() {
        cms.done(
                ALICE,
                "PutEventRule",
                "RuleName",
                "r",
                "GroupId",
                web,
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "*");
        cms.done(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                "https://a.example/1");
        assertThat(hear()).as("the group is empty").isEmpty();
        member(web, "ecs", "i-1", "one");
        assertThat(hear()).hasSize(1);
        assertThat(cms.ask(ALICE, "DeleteMonitorGroup", "GroupId", web).code()).isEqualTo("ResourceConflict");
        cms.done(ALICE, "DeleteMonitorGroupInstances", "GroupId", web, "Category", "slb", "InstanceIdList", "i-1");
        assertThat(hear()).as("it is of another category").hasSize(1);
        cms.done(ALICE, "DeleteMonitorGroupInstances", "GroupId", web, "Category", "ECS", "InstanceIdList", "i-1");
        assertThat(hear()).isEmpty();
    }

    private List<String> hear() {
        return cms.whoHears(ALICE, REBOOT, Level.WARN, "i-1", "");
    }

    @ParameterizedTest
    @CsvSource({
        "Keyword, WEB, Web servers",
        "Keyword, st, store",
        "Keyword, other, ''",
        "GroupName, store, store",
        "InstanceId, i-1, Web servers",
        "InstanceId, i-9, ''",
        "Type, kubernetes, ''",
        "Type, custom, 'Web servers,store'",
        "Types, 'tag,custom', 'Web servers,store'",
        "Types, tag, ''"
    })
    void whatIsAskedOfGroupsIsAsked(String parameter, String value, String names) {
        member(web, "ecs", "i-1", "one");
        assertThat(groups(parameter, value)).isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(",", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "Category, ECS, 'i-1,i-2'",
        "Category, 'slb,rds', lb-1",
        "Keyword, TWO, i-2",
        "Keyword, lb-, lb-1",
        "InstanceIds, 'i-2,lb-1,i-9', 'i-2,lb-1'",
        "InstanceIds, i-9, ''"
    })
    void whatIsAskedOfResourcesIsAsked(String parameter, String value, String ids) {
        member(web, "ecs", "i-1", "one");
        member(web, "ecs", "i-2", "two");
        member(web, "slb", "lb-1", "three");
        assertThat(members("GroupId", web, parameter, value))
                .isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(",", -1)));
        assertThat(members("GroupId", web, "PageSize", "1", "PageNumber", "2")).containsExactly("i-2");
    }

    @Test
    void contactGroupsAreToldUnlessNobodyWantsThem() {
        assertThat(cms.done(ALICE, "DescribeMonitorGroups", "GroupId", web)
                        .text("/Resources/Resource/0/ContactGroups/ContactGroup/0/Name"))
                .isEqualTo("ops");
        assertThat(cms.done(ALICE, "DescribeMonitorGroups", "SelectContactGroups", "false")
                        .body()
                        .toString())
                .doesNotContain("ops");
    }

    @Test
    void aGroupIsGivenAnotherNameAndWhatIsLeftOutStays() {
        member(store, "ecs", "i-1", "one");
        cms.done(ALICE, "ModifyMonitorGroup", "GroupId", store, "GroupName", "shop");
        assertThat(groups("GroupName", "shop")).containsExactly("shop");
        assertThat(groups("GroupName", "store")).isEmpty();
        assertThat(members("GroupId", store)).containsExactly("i-1");
        cms.done(ALICE, "ModifyMonitorGroup", "GroupId", store, "ContactGroups", "night, day");
        var told = cms.done(ALICE, "DescribeMonitorGroups", "GroupId", store);
        assertThat(told.text("/Resources/Resource/0/GroupName")).isEqualTo("shop");
        assertThat(told.text("/Resources/Resource/0/ContactGroups/ContactGroup/1/Name"))
                .isEqualTo("day");
        assertThat(cms.ask(ALICE, "ModifyMonitorGroup", "GroupId", "1").code()).isEqualTo("ResourceNotFound");
    }
}
