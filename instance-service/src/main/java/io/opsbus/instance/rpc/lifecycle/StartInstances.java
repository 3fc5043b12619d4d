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

/** {@code StartInstances} (contract 2.1). */
public final class StartInstances implements Action {
    private final InstanceDesk instances;
    private final RegionParameter region;
    private final Declaration declaration;

    public StartInstances(InstanceDesk instances, RegionParameter region) {
        this.instances = instances;
        this.region = region;
        this.declaration = Ecs.writing("StartInstances", "Starts stopped instances.")
                .takes(region.parameter(), SeveralInstances.IDS, SeveralInstances.DRY_RUN, SeveralInstances.BATCH)
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
        return new SeveralInstances(instances, region.of(call), call, new InstanceRequest.Start()).inRows();
    }
}
