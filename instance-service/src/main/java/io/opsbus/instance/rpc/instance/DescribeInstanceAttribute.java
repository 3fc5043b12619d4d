package io.opsbus.instance.rpc.instance;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeInstanceAttribute} (contract 2.1): one instance. */
public final class DescribeInstanceAttribute implements Action {
    private static final Parameter<String> ID =
            Take.text("InstanceId").names("instance").required();
    private static final Declaration DECLARATION = Ecs.reading("DescribeInstanceAttribute", "Shows one instance.")
            .takes(ID)
            .fails(FleetErrors.NO_INSTANCE)
            .end();

    private final InstanceDesk instances;

    public DescribeInstanceAttribute(InstanceDesk instances) {
        this.instances = instances;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return InstanceId.parse(call.get(ID))
                .flatMap(id -> instances.find(RegionParameter.account(call), id))
                .filter(instance -> instance.visible())
                .<Answer>map(instance -> new Answer.Reply(InstanceTree.ofAttribute(instance)))
                .orElseGet(() -> FleetErrors.refused(new FleetRefusal.NotFound(ResourceKind.INSTANCE, call.get(ID))));
    }
}
