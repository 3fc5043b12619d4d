package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactActionsTest {
    private final CmsInMemory cms = new CmsInMemory();

    private void contact(String name) {
        cms.done(ALICE, "PutContact", "ContactName", name, "Describe", "x", "Channels.Mail", name + "@example.com");
    }

    @Test
    void aContactIsMadeChangedFoundAndDeleted() {
        contact("a");
        contact("b");
        cms.done(ALICE, "PutContact", "ContactName", "a", "Describe", "new", "Channels.SMS", "86-13333330000");
        var told = cms.done(ALICE, "DescribeContactList", "ContactName", "a");
        assertThat(told.text("/Total")).isEqualTo("1");
        assertThat(told.text("/Contacts/Contact/0/Channels/SMS")).isEqualTo("86-13333330000");
        assertThat(told.text("/Contacts/Contact/0/Channels/Mail")).isEmpty();
        assertThat(told.text("/Contacts/Contact/0/Desc")).isEqualTo("new");
        assertThat(cms.done(ALICE, "DescribeContactList", "ChanelType", "Mail", "ChanelValue", "b@example.com")
                        .text("/Contacts/Contact/0/Name"))
                .isEqualTo("b");
        assertThat(cms.done(ALICE, "DescribeContactList").text("/Total")).isEqualTo("2");
        cms.done(ALICE, "DeleteContact", "ContactName", "a");
        assertThat(cms.ask(ALICE, "DeleteContact", "ContactName", "a").code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void aContactIsFoundByItsMailOrItsRobotAndAValueNeedsItsType() {
        var robot = "https://oapi.dingtalk.com/robot/send?access_token=abc";
        contact("a");
        cms.done(ALICE, "PutContact", "ContactName", "b", "Describe", "x", "Channels.DingWebHook", robot);
        cms.done(ALICE, "PutContact", "ContactName", "c", "Describe", "x", "Channels.DingWebHook", robot + "d");
        var byRobot = cms.done(ALICE, "DescribeContactList", "ChanelType", "DingWebHook", "ChanelValue", robot);
        assertThat(byRobot.body().at("/Contacts/Contact"))
                .extracting(one -> one.path("Name").asText())
                .containsExactly("b");
        assertThat(byRobot.text("/Total")).isEqualTo("1");
        assertThat(cms.done(
                                ALICE,
                                "DescribeContactList",
                                "ContactName",
                                "c",
                                "ChanelType",
                                "DingWebHook",
                                "ChanelValue",
                                robot)
                        .text("/Total"))
                .isEqualTo("0");
        assertThat(cms.done(ALICE, "DescribeContactList", "ChanelType", "DingWebHook")
                        .text("/Total"))
                .as("whoever has one")
                .isEqualTo("2");
        assertThat(cms.done(ALICE, "DescribeContactList", "ChanelType", "Mail").text("/Contacts/Contact/0/Name"))
                .isEqualTo("a");
        var told = cms.ask(ALICE, "DescribeContactList", "ChanelValue", "a@example.com");
        assertThat(told.code()).isEqualTo("MissingParameter");
        assertThat(told.text("/Message")).contains("ChanelType");
        assertThat(cms.ask(ALICE, "DescribeContactList", "ChanelType", "SMS", "ChanelValue", "1")
                        .code())
                .isEqualTo("InvalidParameter");
    }

    @Test
    void aDeletedContactLeavesItsGroups() {
        contact("a");
        contact("b");
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "a", "ContactNames.2", "b");
        cms.done(ALICE, "DeleteContact", "ContactName", "a");
        contact("a");
        var told = cms.done(ALICE, "DescribeContactListByContactGroup", "ContactGroupName", "g");
        assertThat(told.body().at("/Contacts/Contact")).hasSize(1);
        assertThat(told.text("/Contacts/Contact/0/Name")).isEqualTo("b");
        assertThat(cms.done(ALICE, "DescribeContactList", "ContactName", "b")
                        .text("/Contacts/Contact/0/ContactGroups/ContactGroup/0"))
                .isEqualTo("g");
    }

    @Test
    void groupsAreListedAndDeleted() {
        contact("a");
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "a", "Describe", "d");
        var told = cms.done(ALICE, "DescribeContactGroupList");
        assertThat(told.text("/ContactGroupList/ContactGroup/0/Describe")).isEqualTo("d");
        assertThat(told.text("/ContactGroups/ContactGroup/0")).isEqualTo("g");
        cms.done(ALICE, "DeleteContactGroup", "ContactGroupName", "g");
        assertThat(cms.done(ALICE, "DescribeContactGroupList").text("/Total")).isEqualTo("0");
    }

    @Test
    void aGroupOfUnknownContactsIsRefused() {
        assertThat(cms.ask(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "nobody")
                        .code())
                .isEqualTo("ResourceNotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "Channels.Mail, nobody",
        "Channels.Mail, 'a@b@c'",
        "Channels.Mail, 'a@b <x>'",
        "Channels.SMS, 12ab",
        "Channels.DingWebHook, ftp://example.com",
        "Lang, fr",
        "ContactName, ' a'"
    })
    void addressesThatCannotBeOnesAreRefused(String parameter, String value) {
        var request = new TreeMap<>(Map.of("ContactName", "a", "Describe", "x", "Channels.AliIM", "z"));
        request.put(parameter, value);
        assertThat(cms.ask(ALICE, "PutContact", request).code()).isEqualTo("InvalidParameter");
    }

    @Test
    void aContactNobodyCanReachIsRefused() {
        assertThat(cms.ask(ALICE, "PutContact", "ContactName", "a", "Describe", "x")
                        .code())
                .isEqualTo("InvalidParameter");
    }
}
