package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Contacts, contact groups and monitor groups of CloudMonitor. */
@VerifiedAgainst(Source.REFERENCE)
class ContactsIT {
    private static String fresh(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @InEveryDialect
    void aContactIsPutIntoAGroupAndBothAreTold(Caller caller) {
        String contact = fresh("contact");
        String group = fresh("group");
        caller.ask(
                "PutContact",
                Map.of(
                        "ContactName",
                        contact,
                        "Describe",
                        "on call",
                        "Lang",
                        "en",
                        "Channels",
                        Map.of("Mail", contact + "@example.com", "SMS", "86-13800138000")));
        caller.ask(
                "PutContactGroup",
                Map.of("ContactGroupName", group, "Describe", "nights", "ContactNames", List.of(contact)));
        Body told = caller.ask("DescribeContactList", Map.of("ContactName", contact))
                .list("Contacts")
                .getFirst();
        assertThat(told.text("Name")).isEqualTo(contact);
        assertThat(told.text("Desc")).isEqualTo("on call");
        assertThat(told.text("Lang")).isEqualTo("en");
        assertThat(told.text("Channels.Mail")).isEqualTo(contact + "@example.com");
        assertThat(told.text("Channels.SMS")).isEqualTo("86-13800138000");
        assertThat(told.texts("ContactGroups")).containsExactly(group);
        Map<String, Object> byGroup = Map.of("ContactGroupName", group);
        assertThat(caller.ask("DescribeContactListByContactGroup", byGroup).list("Contacts"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("Name")).isEqualTo(contact);
                    assertThat(one.text("Channels.Mail")).isEqualTo(contact + "@example.com");
                });
        Body groups = caller.ask("DescribeContactGroupList", Map.of("PageSize", 100));
        assertThat(groups.texts("ContactGroups")).contains(group);
        assertThat(groups.list("ContactGroupList"))
                .filteredOn(one -> one.text("Name").equals(group))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("Describe")).isEqualTo("nights");
                    assertThat(one.texts("Contacts")).containsExactly(contact);
                });
        caller.ask("DeleteContact", Map.of("ContactName", contact));
        assertThat(caller.ask("DescribeContactList", Map.of("ContactName", contact))
                        .list("Contacts"))
                .isEmpty();
        assertThat(caller.ask("DescribeContactListByContactGroup", byGroup).list("Contacts"))
                .as("in its group")
                .isEmpty();
        caller.ask("DeleteContactGroup", byGroup);
        assertThat(caller.refusal("DescribeContactListByContactGroup", byGroup)).isEqualTo("ResourceNotFound");
        assertThat(caller.refusal("DeleteContactGroup", Map.of("ContactGroupName", group)))
                .isEqualTo("ResourceNotFound");
    }

    @InEveryDialect
    void aMonitorGroupHoldsResources(Caller caller) {
        String name = fresh("monitor");
        String group =
                caller.ask("CreateMonitorGroup", Map.of("GroupName", name)).text("GroupId");
        Map<String, Object> which = Map.of("GroupId", Long.parseLong(group));
        caller.ask(
                "CreateMonitorGroupInstances",
                Map.of(
                        "GroupId",
                        group,
                        "Instances",
                        List.of(Map.of(
                                "Category",
                                "ecs",
                                "InstanceId",
                                "i-1",
                                "InstanceName",
                                "one",
                                "RegionId",
                                "cn-hangzhou"))));
        assertThat(caller.ask("DescribeMonitorGroupInstances", which).list("Resources"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.text("Id")).isEqualTo(group);
                    assertThat(one.text("Category")).isEqualTo("ecs");
                    assertThat(one.text("InstanceId")).isEqualTo("i-1");
                    assertThat(one.text("InstanceName")).isEqualTo("one");
                    assertThat(one.text("RegionId")).isEqualTo("cn-hangzhou");
                });
        assertThat(groups(caller, "GroupId", group))
                .singleElement()
                .satisfies(one -> assertThat(one.text("GroupName")).isEqualTo(name));
        String other = fresh("monitor");
        caller.ask("ModifyMonitorGroup", Map.of("GroupId", group, "GroupName", other));
        assertThat(groups(caller, "GroupName", other))
                .singleElement()
                .satisfies(one -> assertThat(one.text("GroupId")).isEqualTo(group));
        assertThat(groups(caller, "GroupName", name)).as("by its old name").isEmpty();
        caller.ask(
                "DeleteMonitorGroupInstances",
                Map.of("GroupId", Long.parseLong(group), "Category", "ecs", "InstanceIdList", "i-1"));
        assertThat(caller.ask("DescribeMonitorGroupInstances", which).list("Resources"))
                .isEmpty();
        caller.ask("DeleteMonitorGroup", which);
        assertThat(groups(caller, "GroupId", group)).isEmpty();
        assertThat(caller.refusal("DescribeMonitorGroupInstances", which)).isEqualTo("ResourceNotFound");
    }

    private static List<Body> groups(Caller caller, String filter, String value) {
        return caller.ask("DescribeMonitorGroups", Map.of(filter, value)).list("Resources");
    }
}
