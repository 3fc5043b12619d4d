package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;
import java.util.List;

/**
 * What an agent is given when it asks.
 *
 * @param run to run, or to put on its timetable
 * @param stop to end, or to take off its timetable
 * @param files to write
 */
public record TaskList(List<RunTask> run, List<Stop> stop, List<FileTask> files) {
    public static final TaskList EMPTY = new TaskList(List.of(), List.of(), List.of());

    public TaskList {
        run = List.copyOf(run);
        stop = List.copyOf(stop);
        files = List.copyOf(files);
    }

    /** As agents are given it that may do what exit codes ask for. */
    public TaskList guarded() {
        return new TaskList(run.stream().map(RunTask::guarded).toList(), stop, files);
    }

    /**
     * A task to stop.
     *
     * @param version of the task, as it was delivered
     */
    public record Stop(TaskId id, int version, RunTask.Repeat repeat) {}
}
