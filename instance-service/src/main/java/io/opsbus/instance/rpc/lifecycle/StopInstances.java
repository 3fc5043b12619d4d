package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code StopInstances} (contract 2.1). */
public final class StopInstances implements Action {
    private final InstanceDesk instances;
    private final RegionParameter region;
    private final Declaration declaration;

    public StopInstances(InstanceDesk instances, RegionParameter region) {
        this.instances = instances;
        this.region = region;
        this.declaration = Ecs.writing("StopInstances", "Stops running instances.")
                .takes(
                        region.parameter(),
                        SeveralInstances.IDS,
                        SeveralInstances.DRY_RUN,
                        SeveralInstances.BATCH,
                        PowerParameters.FORCE_STOP,
                        PowerParameters.MODE)
                .fails(PowerParameters.POWER)
                .fails(Changes.DRY_RUN_OPERATION)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        return new SeveralInstances(
                        instances,
                        region.of(call),
                        call,
                        new InstanceRequest.Stop(call.get(PowerParameters.FORCE_STOP), call.get(PowerParameters.MODE)))
                .inRows();
    }
}
