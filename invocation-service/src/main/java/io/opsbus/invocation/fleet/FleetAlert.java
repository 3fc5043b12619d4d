package io.opsbus.invocation.fleet;

import java.time.Instant;

/** What an account's people must hear of a managed instance, for nobody asked for it. */
public sealed interface FleetAlert {
    /** The instance as it is since. */
    ManagedInstance instance();

    Instant at();

    /**
     * A deregistration came over the agents' wire, and yet its agent is there: somebody else may have spent a request of it
     * (threat 2). It is a managed instance again.
     *
     * @param since when the deregistration came
     */
    record DeregistrationWithdrawn(ManagedInstance instance, Instant since, Instant at) implements FleetAlert {}

    /**
     * A machine was registered from where none of its activation's machines came from: somebody else may have its code (threat 3).
     *
     * @param network of 24 bits, or in IPv6 of 48
     */
    record NewNetwork(ManagedInstance instance, String network, Instant at) implements FleetAlert {}

    /** A machine was registered and takes no command before an operator has approved it (threat 3). */
    record AwaitsApproval(ManagedInstance instance, Instant at) implements FleetAlert {}
}
