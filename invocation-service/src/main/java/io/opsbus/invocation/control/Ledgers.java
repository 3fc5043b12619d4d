package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import java.util.function.Function;

/**
 * Everything that can be changed here.
 *
 * @param mending the same tasks as {@code tasks} has, those too that cannot be read
 */
public record Ledgers(
        Ledger<InvocationPlace, InvocationSlot, InvocationFact> invocations,
        Ledger<TaskId, Task, TaskFact> tasks,
        Ledger<TaskId, Task, TaskFact> mending,
        Ledger<ActivationId, ActivationSlot, FleetAlert> activations,
        Ledger<InstanceId, ManagedInstance, FleetAlert> managed) {
    /** Names of the ledgers, which scope their locks, keys and timers, for ever. */
    public static final String INVOCATIONS = "invocation";

    public static final String TASKS = "task";
    public static final String ACTIVATIONS = "activation";
    public static final String MANAGED = "managed";

    /**
     * Changes a task that was read; one that was let go in the meantime, with its invocation, is changed no more: to store it again
     * would bring it back.
     */
    <R> Decision<Task, R, TaskFact> change(
            TaskId id, ChangeKey key, ReplyCodec<R> replies, Function<Task, Decision<Task, R, TaskFact>> step) {
        return tasks.change(
                id, key, replies, stored -> stored == null ? Decision.refused(new Gone()) : step.apply(stored));
    }

    /** Changes a task that cannot be read, to which only an end can be done. */
    <R> Decision<Task, R, TaskFact> mend(
            TaskId id, ChangeKey key, ReplyCodec<R> replies, Function<Task, Decision<Task, R, TaskFact>> step) {
        return mending.change(
                id, key, replies, stored -> stored == null ? Decision.refused(new Gone()) : step.apply(stored));
    }

    private record Gone() implements Refusal {}

    /** An invocation as it is stored, with the statuses of all of its tasks: also of those that cannot be read. */
    InvocationSlot stored(InvocationPlace place) {
        var decision = invocations.change(
                place, ChangeKey.once("look"), slot -> Decision.refused(new Looked(InvocationDesk.slot(slot))));
        return decision instanceof Decision.Refused<InvocationSlot, Done, InvocationFact>(Looked(InvocationSlot slot))
                ? slot
                : InvocationSlot.EMPTY;
    }

    /** Nothing is to be changed. */
    private record Looked(InvocationSlot slot) implements Refusal {}
}
