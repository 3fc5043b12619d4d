package io.opsbus.invocation.query;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.ManagedInstance;
import java.util.List;
import java.util.Optional;

/**
 * Managed instances and activations, to read. Those that were deregistered, or are leaving, are in no list. Every method throws
 * {@link StoreAway} while the store does not answer.
 */
public interface Managed {
    /** The instance, whosever it is, also when it was deregistered: for those who are the instance. */
    Optional<ManagedInstance> managed(InstanceId id);

    /** Those of the scope, newest first. */
    Page<ManagedInstance> instances(Scope scope, ManagedFilter filter, Paging paging);

    /** Those that await approval, of all accounts, oldest first, so many at most: for an operator. */
    List<ManagedInstance> awaiting(int most);

    Optional<ActivationSlot> find(Scope scope, ActivationId id);

    /** Activations of the scope, newest first. */
    Page<ActivationSlot> activations(Scope scope, ActivationFilter filter, Paging paging);
}
