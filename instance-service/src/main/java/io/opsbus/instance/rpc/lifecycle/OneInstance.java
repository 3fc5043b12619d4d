package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer.Reply;
import java.util.Optional;

/** An Action that asks something of one instance: {@code InstanceId}, {@code DryRun}, an empty reply. */
public final class OneInstance {
    public static final Parameter<String> ID =
            Take.text("InstanceId").names("instance").required();
    static final Parameter<Boolean> DRY_RUN = Take.flag("DryRun").or(false);

    private OneInstance() {}

    static io.opsbus.rpc.reply.Answer answer(InstanceDesk instances, Call call, InstanceRequest request) {
        Optional<InstanceId> id = InstanceId.parse(call.get(ID));
        if (id.isPresent() && call.get(DRY_RUN)) {
            return Changes.dryRun(instances.wouldRefuse(RegionParameter.account(call), id.get(), request, call.now()));
        }
        return asked(instances, call, request);
    }

    /** The same without {@code DryRun}. */
    static io.opsbus.rpc.reply.Answer asked(InstanceDesk instances, Call call, InstanceRequest request) {
        Optional<InstanceId> id = InstanceId.parse(call.get(ID));
        if (id.isEmpty()) {
            return FleetErrors.refused(notFound(call.get(ID)));
        }
        var account = RegionParameter.account(call);
        return switch (instances.ask(account, id.get(), request, Changes.key(call), call.now())) {
            case Answer.Yes<StatusChange> _ -> Reply.done();
            case Answer.No<StatusChange>(FleetRefusal refusal) -> FleetErrors.refused(refusal);
        };
    }

    public static FleetRefusal notFound(String id) {
        return new FleetRefusal.NotFound(ResourceKind.INSTANCE, id);
    }
}
