package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** {@code DeleteMonitorGroup} (API facts 2.2); one a rule is confined to stays. */
final class DeleteMonitorGroup implements Action {

    private static final Declaration DECLARATION = Cms.writing(
                    "DeleteMonitorGroup", "Deletes a monitor group no rule is confined to.")
            .takes(GroupTree.ID)
            .fails(CmsErrors.NO_MONITOR_GROUP, CmsErrors.IN_USE)
            .end();

    private final Desk desk;

    DeleteMonitorGroup(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var key = Desk.key(call, call.get(GroupTree.ID));
        var group = desk.monitorGroups().shelf().find(key);
        if (group.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_MONITOR_GROUP);
        }
        var confined = new Shelf.Query(key.account(), "", List.of("group:" + key.name()));
        if (desk.rules().shelf().list(confined, 0, 1).total() > 0) {
            return new Answer.Refused(CmsErrors.IN_USE);
        }
        desk.monitorGroups().put(call, key, _ -> Book.Step.becomes(null));
        desk.committed().run();
        return new Answer.Reply(Cms.okInNumbers()
                .put(
                        "Group",
                        Tree.build()
                                .put("GroupName", group.get().name())
                                .put("ContactGroups", "ContactGroup", GroupTree.contactGroups(group.get()))
                                .end())
                .end());
    }
}
