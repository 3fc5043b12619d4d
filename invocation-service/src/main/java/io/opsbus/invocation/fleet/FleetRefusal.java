package io.opsbus.invocation.fleet;

import io.opsbus.invocation.link.RegistrationOutcome.Reason;
import io.opsbus.ledger.Refusal;

/** Every "no" about managed instances and activations. */
public sealed interface FleetRefusal extends Refusal {
    record NoSuchActivation() implements FleetRefusal {}

    /** Machines are registered with it. */
    record ActivationInUse() implements FleetRefusal {}

    record NoSuchInstance() implements FleetRefusal {}

    /** The machine does not become one. */
    record NotRegistered(Reason reason) implements FleetRefusal {}
}
