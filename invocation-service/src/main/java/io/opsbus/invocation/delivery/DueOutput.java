package io.opsbus.invocation.delivery;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * Output of a run that is over, to be delivered.
 *
 * @param started names the run
 * @param ended when it was told to be over
 * @param tries how often it was tried, this one included
 */
public record DueOutput(
        TaskId task, Instant started, Instant ended, String bucket, String object, int tries, Output output) {

    /** What a step of a task leaves to be delivered: the kept output of a run that is over with it. */
    public static Optional<DueOutput> of(Task before, Task after) {
        Destination to = after.plan().output();
        Ending run = after.progress().last();
        boolean isOver = after.progress().repeats() > before.progress().repeats();
        Instant started = run == null ? null : run.started();
        if (to == null || started == null || !isOver) {
            return Optional.empty();
        }
        // a run that began in the same step has output of its own
        Task told = after.state() instanceof TaskState.Running ? before : after;
        return Optional.of(new DueOutput(
                after.id(),
                started,
                after.progress().updated(),
                to.bucket(),
                to.object(after.identity(), started),
                0,
                told.progress().output()));
    }

    /** The same, tried once more. */
    public DueOutput tried() {
        return new DueOutput(task, started, ended, bucket, object, tries + 1, output);
    }
}
