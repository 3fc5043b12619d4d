package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.fleet.Prepaid;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;

/**
 * {@code RenewInstance}: what the guide advises before a subscription ends (3.1 应对建议, 续费资源). The contract does not describe it:
 * {@code Period}, {@code PeriodUnit} and {@code ClientToken} are as of {@code RunInstances}. Nothing is charged, so there is no order.
 */
public final class RenewInstance implements Action {
    private static final Parameter<Integer> PERIOD =
            Take.whole("Period", 1, 60).refusing(400, "InvalidPeriod").required();
    private static final Parameter<Prepaid.Unit> UNIT = Words.take(
                    "PeriodUnit", Words.of(Prepaid.Unit.values(), Prepaid.Unit::word))
            .refusing(400, "InvalidPeriodUnit.ValueNotSupported")
            .or(Prepaid.Unit.MONTH);
    private static final Declaration DECLARATION = Ecs.writing(
                    "RenewInstance",
                    "Prolongs a subscription from its end on, or from now where that has passed; what its end planned is avoided.")
            .takes(OneInstance.ID, PERIOD, UNIT)
            .idempotent()
            .fails(FleetErrors.NO_INSTANCE, FleetErrors.CHARGE_TYPE_VIOLATION, FleetErrors.INCORRECT_INSTANCE_STATUS)
            .end();

    private final InstanceDesk instances;

    public RenewInstance(InstanceDesk instances) {
        this.instances = instances;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return OneInstance.asked(
                instances, call, new InstanceRequest.Renew(new Prepaid(call.get(PERIOD), call.get(UNIT))));
    }
}
