package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.ledger.ChangeKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Ends what was stored for an instance that went while it was being stored. Who takes an instance away ends the tasks he finds
 * behind it; one that is stored later is looked at here. So one of the two sees the other: what waits for a boot has no timer
 * that would end it.
 */
record Departures(Ledgers ledgers, Reads reads, TaskSteps steps) {
    /**
     * Looks at tasks that are stored.
     *
     * @param keys of what it changes
     */
    void end(List<Task> tasks, Function<String, ChangeKey> keys, Instant now) {
        for (Task task : tasks) {
            InstanceId instance = task.identity().instance();
            if (task.plan().mode().awaitsBoot()
                    && !task.status().isFinal()
                    && reads.fleet().instance(instance).isEmpty()) {
                ErrorCode why = instance.isManaged() ? ErrorCode.INSTANCE_NOT_EXISTS : ErrorCode.INSTANCE_RELEASED;
                var ignored = ledgers.tasks()
                        .change(
                                task.id(),
                                keys.apply("gone/" + task.id()),
                                stored -> steps.instanceGone(InvocationDesk.orGone(stored, task), why, now));
            }
        }
    }
}
