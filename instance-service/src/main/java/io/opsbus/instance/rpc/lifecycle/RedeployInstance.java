package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.provider.Capability;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer.Refused;
import io.opsbus.rpc.reply.Answer.Reply;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.Optional;

/**
 * {@code RedeployInstance} (contract 2.1): what a user does about {@code SystemMaintenance.Redeploy} before its time. The task's
 * id names the call; how it goes shows in the instance's status.
 */
public final class RedeployInstance implements Action {
    private static final RpcError CANNOT = new RpcError(
            403, "InvalidOperation.RedeployInstance", "The provider of the instance in InstanceId has no other host.");

    private static final Declaration DECLARATION = Ecs.writing(
                    "RedeployInstance",
                    "Moves an instance to another host, where it comes on; data on its local disks is lost.")
            .takes(OneInstance.ID, PowerParameters.FORCE_STOP)
            .fails(PowerParameters.POWER)
            .fails(CANNOT)
            .end();

    private final InstanceDesk instances;

    public RedeployInstance(InstanceDesk instances) {
        this.instances = instances;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public io.opsbus.rpc.reply.Answer answer(Call call) {
        Optional<InstanceId> id = InstanceId.parse(call.get(OneInstance.ID));
        var account = RegionParameter.account(call);
        var instance = id.flatMap(one -> instances.find(account, one));
        if (id.isEmpty() || instance.isEmpty()) {
            return FleetErrors.refused(OneInstance.notFound(call.get(OneInstance.ID)));
        }
        if (!instances.can(instance.get(), Capability.REDEPLOY)) {
            return new Refused(CANNOT);
        }
        var request = new InstanceRequest.Redeploy(call.get(PowerParameters.FORCE_STOP));
        return switch (instances.ask(account, id.get(), request, Changes.key(call), call.now())) {
            case Answer.Yes<StatusChange> _ -> new Reply(Tree.fields().with("TaskId", task(call)));
            case Answer.No<StatusChange>(FleetRefusal refusal) -> FleetErrors.refused(refusal);
        };
    }

    private static String task(Call call) {
        return call.fresh().id("t-", "task", 20);
    }
}
