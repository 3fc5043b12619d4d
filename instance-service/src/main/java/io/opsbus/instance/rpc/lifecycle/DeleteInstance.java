package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code DeleteInstance} (contract 2.1). */
public final class DeleteInstance implements Action {
    private static final Declaration DECLARATION = Ecs.writing("DeleteInstance", "Releases an instance for good.")
            .takes(OneInstance.ID, OneInstance.DRY_RUN, PowerParameters.FORCE, PowerParameters.TERMINATE)
            .ignores("ForceStop")
            .fails(PowerParameters.RELEASE)
            .end();

    private final InstanceDesk instances;

    public DeleteInstance(InstanceDesk instances) {
        this.instances = instances;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return OneInstance.answer(
                instances,
                call,
                new InstanceRequest.Delete(call.get(PowerParameters.FORCE), call.get(PowerParameters.TERMINATE)));
    }
}
