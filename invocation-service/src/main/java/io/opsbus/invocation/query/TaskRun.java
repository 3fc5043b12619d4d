package io.opsbus.invocation.query;

import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Invocation;
import java.util.Optional;

/**
 * One line of results: a task as it is, or one of its runs that are over.
 *
 * @param task as it is; beside a run what that run left of it, whatever has become of it since
 * @param ended the run; empty when the line is the task itself
 * @param output of that run, or of the last one
 */
public record TaskRun(Invocation invocation, Task task, Optional<Ending> ended, Output output) {
    /** The task itself. */
    public static TaskRun current(Invocation invocation, Task task) {
        return new TaskRun(invocation, task, Optional.empty(), task.progress().output());
    }

    /**
     * One of its runs.
     *
     * @param task as it is now, or was then
     * @param repeats which one it was, from 1
     */
    public static TaskRun over(Invocation invocation, Task task, int repeats, Ending run, Output output) {
        Progress now = task.progress();
        var then = new Progress(run.finished(), repeats, now.given(), now.heard(), run, now.output(), now.revision());
        var left = new Task(task.identity(), task.plan(), task.version(), new TaskState.Ended(run, false), then);
        return new TaskRun(invocation, left, Optional.of(run), output);
    }
}
