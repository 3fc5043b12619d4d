package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;
import java.util.List;

/**
 * Ends what was stored for an instance that went while it was being stored. Who takes an instance away ends the tasks he finds
 * behind it; one that is stored later is looked at here. So one of the two sees the other: what waits for a boot has no timer
 * that would end it. Safe to repeat: the process that has stored them may die before it looks.
 */
record Departures(Ledgers ledgers, Reads reads, TaskSteps steps) {
    private static final ChangeKey ONCE = ChangeKey.once("gone");

    /** Looks at tasks that are stored; true when one of them was ended, or had been already. */
    boolean end(List<Task> tasks, Instant now) {
        boolean isOver = false;
        for (Task task : tasks) {
            InstanceId instance = task.identity().instance();
            if (task.plan().mode().awaitsBoot()
                    && !task.status().isFinal()
                    && reads.fleet().instance(instance).isEmpty()) {
                ErrorCode why = instance.isManaged() ? ErrorCode.INSTANCE_NOT_EXISTS : ErrorCode.INSTANCE_RELEASED;
                var decision = ledgers.change(
                        task.id(), ONCE, ReplyCodec.done(), stored -> steps.instanceGone(stored, why, now));
                isOver |= decision instanceof Decision.Accepted;
            }
        }
        return isOver;
    }
}
