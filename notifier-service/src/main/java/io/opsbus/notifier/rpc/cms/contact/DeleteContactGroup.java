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

/** {@code DeleteContactGroup} (API facts 2.2); one a rule names stays, or nobody would be told. */
final class DeleteContactGroup implements Action {

    private static final Parameter<String> NAME =
            Cms.name("ContactGroupName").names(ContactTree.GROUP).required();
    private static final Declaration DECLARATION = Cms.writing(
                    "DeleteContactGroup", "Deletes a contact group no rule names.")
            .takes(NAME)
            .fails(CmsErrors.NO_CONTACT_GROUP, CmsErrors.IN_USE)
            .end();

    private final Desk desk;

    DeleteContactGroup(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var key = Desk.key(call, call.get(NAME));
        if (desk.contactGroups().shelf().find(key).isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_CONTACT_GROUP);
        }
        var naming = new Shelf.Query(key.account(), "", List.of("contacts:" + key.name()));
        if (desk.rules().shelf().list(naming, 0, 1).total() > 0) {
            return new Answer.Refused(CmsErrors.IN_USE);
        }
        desk.contactGroups().put(call, key, _ -> Book.Step.becomes(null));
        desk.committed().run();
        return Cms.done(Optional.empty());
    }
}
