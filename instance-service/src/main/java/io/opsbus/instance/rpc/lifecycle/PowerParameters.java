package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;

/** Parameters of Actions that start, stop, reboot and delete. */
final class PowerParameters {
    static final Parameter<Boolean> FORCE_STOP = Take.flag("ForceStop")
            .meaning("Cuts the power without asking the system inside.")
            .or(false);
    static final Parameter<Boolean> FORCE_REBOOT = Take.flag("ForceReboot")
            .meaning("Cuts the power without asking the system inside.")
            .or(false);
    static final Parameter<StoppedMode> MODE = Words.take(
                    "StoppedMode", Words.of(StoppedMode.values(), StoppedMode::word))
            .meaning("Whether the stopped instance goes on costing.")
            .or(StoppedMode.KEEP_CHARGING);
    static final Parameter<Boolean> FORCE =
            Take.flag("Force").meaning("Also an instance that runs.").or(false);
    static final Parameter<Boolean> TERMINATE = Take.flag("TerminateSubscription")
            .meaning("Also a subscription that has not run out.")
            .or(false);

    /** Why an instance is not started, stopped, rebooted or moved. */
    static final RpcError[] POWER = {
        FleetErrors.NO_INSTANCE,
        FleetErrors.INCORRECT_INSTANCE_STATUS,
        FleetErrors.LOCKED_FOR_SECURITY,
        FleetErrors.EXPIRED_OR_IN_ARREARS
    };

    /** Why an instance is not released. */
    static final RpcError[] RELEASE = {
        FleetErrors.NO_INSTANCE,
        FleetErrors.INCORRECT_INSTANCE_STATUS,
        FleetErrors.STILL_INITIALIZING,
        FleetErrors.LOCKED_FOR_SECURITY,
        FleetErrors.DELETION_PROTECTED,
        FleetErrors.CHARGE_TYPE_VIOLATION,
        Changes.DRY_RUN_OPERATION
    };

    private PowerParameters() {}
}
