package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an agent is given when it asks.
 *
 * @param run to run, or to put on its timetable
 * @param stop to end, or to take off its timetable
 * @param files to write
 * @param again those of {@code run} that were in a list before, run once, and of which nothing was heard since
 */
public record TaskList(List<RunTask> run, List<Stop> stop, List<FileTask> files, Set<TaskId> again) {
    public static final TaskList EMPTY = new TaskList(List.of(), List.of(), List.of());

    public TaskList {
        run = List.copyOf(run);
        stop = List.copyOf(stop);
        files = List.copyOf(files);
        again = run.stream().map(RunTask::id).filter(again::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** None of it was in a list before. */
    public TaskList(List<RunTask> run, List<Stop> stop, List<FileTask> files) {
        this(run, stop, files, Set.of());
    }

    /**
     * As agents are given it that would run again what has ended: the list before may have reached them.
     *
     * @param lost scripts whose lists did not
     */
    public TaskList once(Set<TaskId> lost) {
        return without(task -> again.contains(task.id()) && !lost.contains(task.id()));
    }

    /**
     * As official agents are given it that keep what they have run: of a script with a user name not over a boot of the machine, for it lies
     * in {@code /tmp}, and whether there was one is not always heard.
     *
     * @param lost scripts whose lists did not arrive
     */
    public TaskList onceForUsers(Set<TaskId> lost) {
        return without(task -> again.contains(task.id())
                && !lost.contains(task.id())
                && !task.place().username().isEmpty());
    }

    /** The same, and what is not here is to end, whatever it is there: a timetable, a run of one, or a script by itself. */
    public TaskList ending(TaskId unknown) {
        var stops = new ArrayList<>(stop);
        stops.add(new Stop(unknown, 0, RunTask.Repeat.ONCE));
        stops.add(new Stop(unknown, 0, RunTask.Repeat.PERIOD));
        return new TaskList(run, stops, files, again);
    }

    /** The scripts in it. */
    public Set<TaskId> scripts() {
        return run.stream().map(RunTask::id).collect(Collectors.toUnmodifiableSet());
    }

    private TaskList without(Predicate<RunTask> unwanted) {
        return new TaskList(run.stream().filter(unwanted.negate()).toList(), stop, files, again);
    }

    /** As agents are given it that may do what exit codes ask for. */
    public TaskList guarded() {
        return new TaskList(run.stream().map(RunTask::guarded).toList(), stop, files, again);
    }

    /**
     * A task to stop.
     *
     * @param version of the task, as it was delivered
     */
    public record Stop(TaskId id, int version, RunTask.Repeat repeat) {}
}
