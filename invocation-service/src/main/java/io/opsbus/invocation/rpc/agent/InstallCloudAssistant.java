package io.opsbus.invocation.rpc.agent;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Accepts that an agent is wanted (guide 2.2). Nothing of ours reaches into a machine without one: its image, or whoever runs
 * the machine, puts it there and it registers itself.
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
                        "Checks the instances; an agent is put on a machine by whoever runs it.")
                .takes(shared.region, INSTANCES)
                .fails(InvocationErrors.NO_SUCH_INSTANCE, InvocationErrors.tooManyInstances(MOST))
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        List<InstanceId> ids = List.copyOf(new LinkedHashSet<>(call.get(INSTANCES)));
        return desk.reads().fleet().find(shared.scope(call), ids).size() < ids.size()
                ? new Answer.Refused(InvocationErrors.NO_SUCH_INSTANCE)
                : Answer.Reply.done();
    }
}
