package io.opsbus.invocation.query;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invocations and their tasks, to read. Every method throws {@link StoreAway} while the store does not answer. */
public interface Invocations {
    Optional<Invocation> find(Scope scope, InvocationId id);

    /** Those of the scope, newest first. */
    Page<Invocation> list(Scope scope, InvocationFilter filter, Paging paging);

    /**
     * All tasks of these invocations of the scope, in the order they were asked for, without what they wrote: of their output only how
     * much there is.
     */
    List<Task> tasks(Scope scope, Collection<InvocationId> invocations);

    /** These tasks of the scope with what they wrote, in no order; those that are gone are left out. */
    List<Task> written(Scope scope, Collection<TaskId> tasks);

    /** Tasks of the invocation that are not over and cannot be read, in their order; the lists here leave them out. */
    List<Unreadable> unreadable(InvocationPlace place);

    /**
     * What is known of a task that cannot be read.
     *
     * @param isPending nobody was given it
     */
    record Unreadable(TaskId id, InstanceId instance, Instant created, boolean isPending) {}

    /** Another text whenever one of the tasks of the invocation has moved, for who looks often; empty when there are none. */
    String revision(Scope scope, InvocationId invocation);

    /** Tasks, or runs of them, of the scope, newest first. */
    Page<TaskRun> runs(Scope scope, TaskFilter filter, Paging paging);

    /** Tasks of an instance that are not over, oldest first: for those who are the instance. */
    default List<Open> open(InstanceId instance) {
        return ofAgent(instance, 0);
    }

    /**
     * What an instance's agent has to do with when it has just started: its tasks that are not over, oldest first, and behind them those
     * that are over here and may run there yet.
     *
     * @param most so many of the latter, the newest
     */
    List<Open> ofAgent(InstanceId instance, int most);

    /**
     * The same for an agent that was kicked: of those that are not over only what it is owed or is to stop, not all it has. What an older
     * release puts in is among them until it moves, and what such a one has changed is found by a kick that names it alone.
     *
     * @param named one the kick was for, which is told if it is not over, or may run yet
     * @param most so many others that may run yet, the newest
     */
    List<Open> owed(InstanceId instance, Optional<TaskId> named, int most);

    /** A task without what it wrote, and what it is of. */
    record Open(Task task, Invocation invocation) {}

    /** Whether the instance has the task, be it over, or broken. */
    boolean has(InstanceId instance, TaskId id);

    /** The task, if it is one of the instance: for those who are the instance. */
    Optional<Task> find(InstanceId instance, TaskId id);

    /** The task, whosever it is, without what it wrote: for timers, which name what they were set for. */
    Optional<Task> task(TaskId id);

    /** Invocations whose tasks are all over, or which are new, and of which the bus was not told; at most so many. */
    List<InvocationPlace> untold(int most);

    /** How many commands of the scope have been accepted since then; files are not counted (guide 2.3.2: 5,000 commands a day). */
    int accepted(Scope scope, Instant since);

    /** How much each of these instances has been used; what was never used is left out. */
    Map<InstanceId, Usage> usage(Scope scope, Collection<InstanceId> instances);

    /**
     * How much an instance has been used.
     *
     * @param invocations kept of it
     * @param active tasks that are not over
     * @param last when the last one was accepted
     */
    record Usage(int invocations, int active, Instant last) {}
}
