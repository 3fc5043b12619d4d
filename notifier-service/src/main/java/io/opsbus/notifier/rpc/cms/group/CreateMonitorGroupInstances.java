package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;

/** {@code CreateMonitorGroupInstances} (API facts 2.2); whether a resource exists is not looked at. */
final class CreateMonitorGroupInstances implements Action {

    private static final Parameter<String> CATEGORY = GroupTree.bounded("Category", 64);
    private static final Parameter<String> INSTANCE = Take.id("InstanceId").required();
    private static final Parameter<String> NAME = GroupTree.bounded("InstanceName", 128);
    private static final Parameter<String> REGION = GroupTree.bounded("RegionId", 64);
    private static final Parameter<List<MonitorGroup.Member>> INSTANCES = Take.structs(
            "Instances",
            100,
            Struct.of(
                    values -> new MonitorGroup.Member(
                            values.get(CATEGORY), values.get(INSTANCE), values.get(NAME), values.get(REGION)),
                    CATEGORY,
                    INSTANCE,
                    NAME,
                    REGION));
    private static final Declaration DECLARATION = Cms.writing(
                    "CreateMonitorGroupInstances", "Puts resources into a monitor group.")
            .takes(GroupTree.ID, INSTANCES)
            .fails(CmsErrors.NO_MONITOR_GROUP, CmsErrors.TOO_MANY_MEMBERS)
            .end();

    private final Desk desk;

    CreateMonitorGroupInstances(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        if (call.get(INSTANCES).isEmpty()) {
            return new Answer.Refused(RpcError.missingParameter("Instances.1.InstanceId"));
        }
        var no = desk.monitorGroups()
                .change(call, Desk.key(call, call.get(GroupTree.ID)), CmsErrors.NO_MONITOR_GROUP, group -> {
                    var more = group.with(call.get(INSTANCES), call.now().toEpochMilli());
                    return more.members().size() > MonitorGroup.MOST_MEMBERS
                            ? Book.Step.refused(CmsErrors.TOO_MANY_MEMBERS)
                            : Book.Step.becomes(more);
                });
        desk.committed().run();
        return GroupTree.done(no);
    }
}
