package io.opsbus.invocation.delivery;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** How far output has come, to read. Throws {@code StoreAway} while the store does not answer. */
public interface OutputDeliveries {
    /** Those of these runs of tasks of the scope, in no order; runs of which nothing is delivered are left out. */
    List<OutputDelivery> of(Scope scope, Collection<Run> runs);

    /**
     * One run of a task.
     *
     * @param started names it
     */
    record Run(TaskId task, Instant started) {}
}
