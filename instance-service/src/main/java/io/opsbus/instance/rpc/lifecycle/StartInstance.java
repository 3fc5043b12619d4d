package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code StartInstance} (contract 2.1). */
public final class StartInstance implements Action {
    private static final Declaration DECLARATION = Ecs.writing("StartInstance", "Starts a stopped instance.")
            .takes(OneInstance.ID, OneInstance.DRY_RUN)
            .ignores("InitLocalDisk")
            .fails(PowerParameters.POWER)
            .fails(Changes.DRY_RUN_OPERATION)
            .end();

    private final InstanceDesk instances;

    public StartInstance(InstanceDesk instances) {
        this.instances = instances;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return OneInstance.answer(instances, call, new InstanceRequest.Start());
    }
}
