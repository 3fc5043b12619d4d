package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.Times;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** {@code PutContactGroup} (API facts 2.2). */
final class PutContactGroup implements Action {

    private static final Parameter<String> NAME = Cms.name("ContactGroupName").required();
    private static final Parameter<Optional<List<String>>> CONTACTS = Cms.names(
                    "ContactNames", ContactGroup.MOST_CONTACTS, ContactTree.CONTACT)
            .optional();
    private static final Parameter<String> DESCRIPTION = Take.text("Describe")
            .only("at most 256 characters", text -> text.length() <= 256)
            .or("");
    private static final Parameter<Boolean> SUBSCRIBED = Take.flag("EnableSubscribed")
            .meaning("Kept and told; there is no weekly report here.")
            .or(false);
    private static final Declaration DECLARATION = Cms.writing(
                    "PutContactGroup", "Makes a contact group, or changes the one of that name.")
            .takes(NAME, CONTACTS, DESCRIPTION, SUBSCRIBED)
            .fails(CmsErrors.NO_CONTACT, CmsErrors.TOO_MANY)
            .end();

    private final Desk desk;

    PutContactGroup(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var contacts = call.get(CONTACTS).orElse(List.of());
        for (var contact : new LinkedHashSet<>(contacts)) {
            if (desk.contacts().shelf().find(Desk.key(call, contact)).isEmpty()) {
                return new Answer.Refused(
                        CmsErrors.about(CmsErrors.NO_CONTACT, "ContactNames", contacts.indexOf(contact)));
            }
        }
        var name = call.get(NAME);
        var now = call.now().toEpochMilli();
        var no = desk.contactGroups()
                .put(
                        call,
                        Desk.key(call, name),
                        before -> Book.Step.becomes(new ContactGroup(
                                Desk.key(call, name),
                                call.get(DESCRIPTION),
                                contacts,
                                call.get(SUBSCRIBED),
                                before == null ? Times.at(now) : before.times().changed(now))));
        desk.committed().run();
        return no.<Answer>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Reply(Cms.ok().end(), List.of(name)));
    }
}
