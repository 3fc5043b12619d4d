package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.Way;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** Contacts and groups as answers tell them. */
final class ContactTree {
    /** The resource kind of contacts. */
    static final String CONTACT = "contact";

    /** The resource kind of contact groups. */
    static final String GROUP = "contact-group";

    private static final int MOST_GROUPS = 1000;
    private static final String PENDING = "PENDING";

    private ContactTree() {}

    /** The names of the groups a contact is in. */
    static List<String> groupsOf(Desk desk, Key contact) {
        var query = new Shelf.Query(contact.account(), "", List.of("contact:" + contact.name()));
        return desk.contactGroups().shelf().list(query, 0, MOST_GROUPS).entries().stream()
                .map(group -> group.key().name())
                .toList();
    }

    /** In the list of all contacts. */
    static Tree.Fields of(Contact contact, List<String> groups) {
        return about(contact)
                .put("Lang", contact.language())
                .put("ChannelsState", states(contact))
                .texts("ContactGroups", "ContactGroup", groups)
                .end();
    }

    /** In the list of a group. */
    static Tree.Fields ofGroup(Contact contact) {
        return about(contact).end();
    }

    private static Tree.Builder about(Contact contact) {
        var reach = contact.reach();
        return Tree.build()
                .put("Name", contact.key().name())
                .put("Desc", contact.description())
                .put("CreateTime", contact.times().created())
                .put("UpdateTime", contact.times().updated())
                .put(
                        "Channels",
                        Tree.build()
                                .put("AliIM", reach.aliIm())
                                .put("DingWebHook", reach.dingWebHook().hint())
                                .put("Mail", reach.mail())
                                .put("SMS", reach.sms())
                                .end());
    }

    /** Where nobody is asked to confirm an address, each that is set is as good as confirmed. */
    private static Tree.Fields states(Contact contact) {
        var reach = contact.reach();
        return Tree.build()
                .put("AliIM", state(reach.aliIm()))
                .put("DingWebHook", state(reach.dingWebHook().hint()))
                .put("Mail", contact.isPending(Way.MAIL) ? PENDING : state(reach.mail()))
                .put("SMS", contact.isPending(Way.SMS) ? PENDING : state(reach.sms()))
                .end();
    }

    private static String state(String address) {
        return address.isEmpty() ? "" : "OK";
    }

    static Tree.Fields of(ContactGroup group) {
        return Tree.build()
                .put("Name", group.key().name())
                .put("Describe", group.description())
                .texts("Contacts", "Contact", group.contacts())
                .put("EnableSubscribed", group.isSubscribed())
                .put("EnabledWeeklyReport", false)
                .put("CreateTime", group.times().created())
                .put("UpdateTime", group.times().updated())
                .end();
    }
}
