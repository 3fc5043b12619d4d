package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.link.Registration.Machine;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine of an account that only its agent reaches.
 *
 * @param seen what it said of itself when it was registered, and from where
 * @param deregistered null while it is one
 */
public record ManagedInstance(
        InstanceId id,
        Scope scope,
        ActivationId activation,
        Name name,
        Seen seen,
        @Nullable Instant deregistered) {

    /** What people find it by. */
    public record Name(String text, Labels labels) {}

    /**
     * What it said when it was registered.
     *
     * @param address where the registration came from
     */
    public record Seen(Machine machine, String publicKeyPem, String address, Instant registered) {}

    /** Calls it otherwise. */
    public Decision<ManagedInstance, Done, NoFact> rename(String text) {
        if (deregistered != null) {
            return Decision.refused(new FleetRefusal.NoSuchInstance());
        }
        return Decision.accepted(
                new ManagedInstance(id, scope, activation, new Name(text, name.labels()), seen, null), List.of());
    }

    /** Ends it; again it changes nothing. */
    public Decision<ManagedInstance, Done, NoFact> deregister(Instant now) {
        return Decision.accepted(
                deregistered == null ? new ManagedInstance(id, scope, activation, name, seen, now) : this, List.of());
    }
}
