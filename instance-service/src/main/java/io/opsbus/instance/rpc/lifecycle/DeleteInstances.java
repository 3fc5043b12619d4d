package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code DeleteInstances} (contract 2.1). */
public final class DeleteInstances implements Action {
    private final InstanceDesk instances;
    private final RegionParameter region;
    private final Declaration declaration;

    public DeleteInstances(InstanceDesk instances, RegionParameter region) {
        this.instances = instances;
        this.region = region;
        this.declaration = Ecs.writing("DeleteInstances", "Releases instances for good; all or none.")
                .takes(
                        region.parameter(),
                        SeveralInstances.IDS,
                        SeveralInstances.DRY_RUN,
                        PowerParameters.FORCE,
                        PowerParameters.TERMINATE)
                .idempotent()
                .ignores("ForceStop")
                .fails(PowerParameters.RELEASE)
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
                        new InstanceRequest.Delete(
                                call.get(PowerParameters.FORCE), call.get(PowerParameters.TERMINATE)))
                .allOrNone();
    }
}
