package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;

/** Activations as parameters. */
final class Activations {
    private Activations() {}

    /** One activation, which must be there. */
    static Parameter<ActivationId> one() {
        return Take.text("ActivationId")
                .names("activation")
                .as(
                        "id of an activation",
                        (name, text) -> ActivationId.parse(text)
                                .<Got<ActivationId>>map(Got.Given::new)
                                .orElseGet(() -> Shared.refused(name, InvocationErrors.NO_SUCH_ACTIVATION)))
                .required();
    }
}
