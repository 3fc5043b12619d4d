package io.opsbus.invocation.rpc.agent;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.control.order.NewTasks;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Installs nothing where an agent is heard, and says so where none is (guide 2.2). Nothing of ours reaches into a machine without one: its
 * image, or whoever runs the machine, puts it there and it registers itself.
 */
public final class InstallCloudAssistant implements Action {
    private static final int MOST = 50;
    private static final Parameter<List<InstanceId>> INSTANCES =
            Shared.instances(MOST).required();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public InstallCloudAssistant(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.writing(
                        Shared.VERSION,
                        "InstallCloudAssistant",
                        "Done where an agent is heard; else refused, for whoever runs a machine puts an agent on it.")
                .takes(shared.region, INSTANCES)
                .fails(
                        InvocationErrors.NO_SUCH_INSTANCE,
                        InvocationErrors.NO_INSTALLER,
                        InvocationErrors.tooManyInstances(MOST))
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        List<InstanceId> ids = List.copyOf(new LinkedHashSet<>(call.get(INSTANCES)));
        List<KnownInstance> found = desk.reads().fleet().find(shared.scope(call), ids);
        if (found.size() < ids.size()) {
            found = desk.reads().current().find(shared.scope(call), ids);
            if (found.size() < ids.size()) {
                return new Answer.Refused(Shared.noSuchInstance(ids, found));
            }
        }
        Set<InstanceId> there = new HashSet<>(NewTasks.expected(found, desk.limits()));
        desk.reads().agents().presence(ids).forEach((id, agent) -> {
            if (agent.sight().isAlive(call.now(), desk.waits().silence())) {
                there.add(id);
            }
        });
        return there.size() < ids.size() ? new Answer.Refused(InvocationErrors.NO_INSTALLER) : Answer.Reply.done();
    }
}
