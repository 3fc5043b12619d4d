package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeContactListByContactGroup} (API facts 2.2). */
final class DescribeContactListByContactGroup implements Action {

    private static final Parameter<String> NAME =
            Cms.name("ContactGroupName").names(ContactTree.GROUP).required();
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeContactListByContactGroup", "Lists the contacts of a group.")
            .takes(NAME)
            .fails(CmsErrors.NO_CONTACT_GROUP)
            .end();

    private final Desk desk;

    DescribeContactListByContactGroup(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var group = desk.contactGroups().shelf().find(Desk.key(call, call.get(NAME)));
        if (group.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_CONTACT_GROUP);
        }
        var contacts = group.get().contacts().stream()
                .flatMap(name -> desk.contacts().shelf().find(Desk.key(call, name)).stream())
                .map(ContactTree::ofGroup)
                .toList();
        return new Answer.Reply(Cms.ok().put("Contacts", "Contact", contacts).end());
    }
}
