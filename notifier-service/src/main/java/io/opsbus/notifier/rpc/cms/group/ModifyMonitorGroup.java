package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.util.Optional;

/** {@code ModifyMonitorGroup} (API facts 2.2); what is left out stays, and so do the resources. */
final class ModifyMonitorGroup implements Action {

    private static final Parameter<Optional<String>> NAME =
            Cms.name("GroupName").optional();
    private static final Parameter<Optional<String>> CONTACT_GROUPS =
            GroupTree.contactGroupNames().optional();
    private static final Declaration DECLARATION = Cms.writing(
                    "ModifyMonitorGroup", "Gives a monitor group another name or other contact groups.")
            .takes(GroupTree.ID, NAME, CONTACT_GROUPS)
            .fails(CmsErrors.NO_MONITOR_GROUP)
            .end();

    private final Desk desk;

    ModifyMonitorGroup(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var no = desk.monitorGroups()
                .change(
                        call,
                        Desk.key(call, call.get(GroupTree.ID)),
                        CmsErrors.NO_MONITOR_GROUP,
                        group -> Book.Step.becomes(group.renamed(
                                call.get(NAME).orElse(group.name()),
                                call.get(CONTACT_GROUPS).map(GroupTree::names).orElse(group.contactGroups()),
                                call.now().toEpochMilli())));
        desk.committed().run();
        return GroupTree.done(no);
    }
}
