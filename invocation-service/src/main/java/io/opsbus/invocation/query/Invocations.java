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

    /** All tasks of these invocations of the scope, in the order they were asked for. */
    List<Task> tasks(Scope scope, Collection<InvocationId> invocations);

    /** Tasks, or runs of them, of the scope, newest first. */
    Page<TaskRun> runs(Scope scope, TaskFilter filter, Paging paging);

    /** Tasks of an instance that are not over, oldest first: for those who are the instance. */
    default List<Open> open(InstanceId instance) {
        return ofAgent(instance, 0);
    }

    /**
     * What an instance's agent has to do with: its tasks that are not over, oldest first, and behind them those that are over
     * here and may run there yet.
     *
     * @param most so many of the latter, the newest
     */
    List<Open> ofAgent(InstanceId instance, int most);

    /** A task, and what it is of. */
    record Open(Task task, Invocation invocation) {}

    /** The task, if it is one of the instance: for those who are the instance. */
    Optional<Task> find(InstanceId instance, TaskId id);

    /** The task, whosever it is: for timers, which name what they were set for. */
    Optional<Task> task(TaskId id);

    /** Invocations whose tasks are all over, or which are new, and of which the bus was not told; at most so many. */
    List<InvocationPlace> untold(int most);

    /** How many of the scope, commands and files, have been accepted since then. */
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
