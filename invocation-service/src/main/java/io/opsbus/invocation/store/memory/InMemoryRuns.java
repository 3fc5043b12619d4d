package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Runs of repeated tasks that are over. */
final class InMemoryRuns {
    private final Rows<Long, TaskRun> runs = new Rows<>();
    private final AtomicLong last = new AtomicLong();

    /** Keeps the run that is over with this step, if one is. */
    void moved(Invocation invocation, Task before, Task after) {
        Ending run = after.progress().last();
        if (run == null
                || !after.keepsRuns()
                || after.progress().repeats() <= before.progress().repeats()) {
            return;
        }
        // a run that began in the same step has output of its own
        Task told = after.state() instanceof TaskState.Running ? before : after;
        runs.put(
                last.incrementAndGet(),
                TaskRun.over(
                        invocation,
                        after,
                        after.progress().repeats(),
                        run,
                        told.progress().output()));
    }

    void forget(InvocationPlace place) {
        runs.removeIf(run -> run.invocation().place().equals(place));
    }

    Page<TaskRun> page(Predicate<Invocation> ofInvocation, TaskFilter filter, Paging paging) {
        return runs.page(
                run -> ofInvocation.test(run.invocation())
                        && Chosen.by(
                                filter, run.task(), run.ended().orElseThrow().status()),
                paging);
    }
}
