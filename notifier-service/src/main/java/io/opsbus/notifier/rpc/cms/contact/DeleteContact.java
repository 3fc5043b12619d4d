package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.util.List;
import java.util.Optional;

/** {@code DeleteContact} (API facts 2.2). */
final class DeleteContact implements Action {

    private static final Parameter<String> NAME =
            Cms.name("ContactName").names(ContactTree.CONTACT).required();
    private static final Declaration DECLARATION = Cms.writing(
                    "DeleteContact", "Deletes a contact, in every group too.")
            .takes(NAME)
            .fails(CmsErrors.NO_CONTACT)
            .end();

    private final Desk desk;

    DeleteContact(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var key = Desk.key(call, call.get(NAME));
        if (desk.contacts().shelf().find(key).isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_CONTACT);
        }
        // out of the groups first: a contact made anew under the name is in none
        var now = call.now().toEpochMilli();
        for (var group : desk.contactGroups()
                .shelf()
                .list(new Shelf.Query(key.account(), "", List.of("contact:" + key.name())), 0, Integer.MAX_VALUE)
                .entries()) {
            desk.contactGroups()
                    .change(
                            call,
                            group.key(),
                            CmsErrors.NO_CONTACT_GROUP,
                            before -> Book.Step.becomes(before.without(key.name(), now)));
        }
        desk.contacts().put(call, key, _ -> Book.Step.becomes(null));
        desk.committed().run();
        return Cms.done(Optional.empty());
    }
}
