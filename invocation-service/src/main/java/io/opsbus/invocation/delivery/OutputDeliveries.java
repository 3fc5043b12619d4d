package io.opsbus.invocation.delivery;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import java.util.Collection;
import java.util.List;

/** How far output has come, to read. Throws {@code StoreAway} while the store does not answer. */
public interface OutputDeliveries {
    /** Those of all runs of these tasks of the scope. */
    List<OutputDelivery> of(Scope scope, Collection<TaskId> tasks);
}
