package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;

/** Managed instances as parameters. */
final class ManagedInstances {
    private ManagedInstances() {}

    /** One managed instance, which must be there. */
    static Parameter<InstanceId> one() {
        return Take.text("InstanceId")
                .names("instance")
                .as(
                        "id of a managed instance",
                        (name, text) -> InstanceId.parse(text)
                                .<Got<InstanceId>>map(Got.Given::new)
                                .orElseGet(() -> Shared.refused(name, InvocationErrors.NO_SUCH_MANAGED_INSTANCE)))
                .required();
    }
}
