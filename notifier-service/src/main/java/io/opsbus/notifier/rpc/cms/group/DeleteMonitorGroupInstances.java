package io.opsbus.notifier.rpc.cms.group;

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
import java.util.Set;

/** {@code DeleteMonitorGroupInstances} (API facts 2.2); one that is not in it, or not of the category, is passed over. */
final class DeleteMonitorGroupInstances implements Action {

    private static final Parameter<String> CATEGORY =
            Take.text("Category").meaning("Resources of another category stay.").required();
    private static final Parameter<String> INSTANCES = Take.text("InstanceIdList")
            .meaning("At most 20 ids, with commas between.")
            .only("at most 20 ids", text -> text.split(",", -1).length <= 20)
            .required();
    private static final Declaration DECLARATION = Cms.writing(
                    "DeleteMonitorGroupInstances", "Takes resources out of a monitor group.")
            .takes(GroupTree.ID, CATEGORY, INSTANCES)
            .fails(CmsErrors.NO_MONITOR_GROUP)
            .end();

    private final Desk desk;

    DeleteMonitorGroupInstances(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var ids = Set.copyOf(GroupTree.names(call.get(INSTANCES)));
        var no = desk.monitorGroups()
                .change(
                        call,
                        Desk.key(call, call.get(GroupTree.ID)),
                        CmsErrors.NO_MONITOR_GROUP,
                        group -> Book.Step.becomes(group.without(
                                call.get(CATEGORY), ids, call.now().toEpochMilli())));
        desk.committed().run();
        return GroupTree.done(no);
    }
}
