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
        caller.ask("PutContactGroup", Map.of("ContactGroupName", group, "ContactNames", List.of(contact)));
        Body told = caller.ask("DescribeContactList", Map.of("ContactName", contact))
                .list("Contacts")
                .getFirst();
        assertThat(told.text("Channels.Mail")).isEqualTo(contact + "@example.com");
        assertThat(told.texts("ContactGroups")).containsExactly(group);
        assertThat(caller.ask("DescribeContactListByContactGroup", Map.of("ContactGroupName", group))
                        .list("Contacts"))
                .singleElement()
                .satisfies(one -> assertThat(one.text("Name")).isEqualTo(contact));
        assertThat(caller.ask("DescribeContactGroupList", Map.of("PageSize", 100))
                        .texts("ContactGroups"))
                .contains(group);
        caller.ask("DeleteContact", Map.of("ContactName", contact));
        caller.ask("DeleteContactGroup", Map.of("ContactGroupName", group));
        assertThat(caller.refusal("DeleteContactGroup", Map.of("ContactGroupName", group)))
                .isEqualTo("ResourceNotFound");
    }

    @InEveryDialect
    void aMonitorGroupHoldsResources(Caller caller) {
        String group = caller.ask("CreateMonitorGroup", Map.of("GroupName", fresh("monitor")))
                .text("GroupId");
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
        assertThat(caller.ask("DescribeMonitorGroupInstances", Map.of("GroupId", Long.parseLong(group)))
                        .list("Resources"))
                .singleElement()
                .satisfies(one -> assertThat(one.text("InstanceId")).isEqualTo("i-1"));
        assertThat(caller.ask("DescribeMonitorGroups", Map.of("GroupId", group)).list("Resources"))
                .hasSize(1);
        String other = fresh("monitor");
        caller.ask("ModifyMonitorGroup", Map.of("GroupId", group, "GroupName", other));
        assertThat(caller.ask("DescribeMonitorGroups", Map.of("GroupName", other))
                        .list("Resources"))
                .hasSize(1);
        caller.ask(
                "DeleteMonitorGroupInstances",
                Map.of("GroupId", Long.parseLong(group), "Category", "ecs", "InstanceIdList", "i-1"));
        caller.ask("DeleteMonitorGroup", Map.of("GroupId", Long.parseLong(group)));
    }
}
