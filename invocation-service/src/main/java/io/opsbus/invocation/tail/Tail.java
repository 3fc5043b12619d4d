package io.opsbus.invocation.tail;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.tail.Place.Told;
import io.opsbus.invocation.tail.TailEvent.Turned;
import io.opsbus.invocation.tail.TailEvent.Written;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What has come since the last look at an invocation's tasks.
 *
 * @param place all that was told with these events
 * @param over nothing more will come
 */
public record Tail(List<TailEvent> events, Place place, boolean over) {
    /** Copies. */
    public Tail {
        events = List.copyOf(events);
    }

    /**
     * Looks at tasks.
     *
     * @param told what was told before
     * @param tasks of one invocation, always in the same order; with what they wrote where it was not told ({@link #wanting})
     * @param quota most bytes of output that are kept
     */
    public static Tail next(Place told, List<Task> tasks, int quota) {
        var events = new ArrayList<TailEvent>();
        var places = new ArrayList<Told>();
        for (int i = 0; i < tasks.size(); i++) {
            places.add(next(told.of(i), tasks.get(i), quota, events));
        }
        boolean over = tasks.stream().allMatch(task -> task.state() instanceof TaskState.Ended);
        return new Tail(events, new Place(places), over);
    }

    private static Told next(Told told, Task task, int quota, List<TailEvent> events) {
        int run = run(task);
        Output output = task.progress().output();
        long all = output.length();
        long known = known(told, task);
        if (all > known) {
            events.addAll(written(task.identity().instance(), run, output, known, quota));
        }
        TaskStatus status = task.status();
        if (status != told.status()) {
            events.add(turned(task, status));
        }
        return new Told(run, all, status);
    }

    /**
     * Those of the tasks that have written what was not told: whose output must have been read for {@link #next}.
     *
     * @param tasks with or without what they wrote
     */
    public static List<TaskId> wanting(Place told, List<Task> tasks) {
        var wanting = new ArrayList<TaskId>();
        for (int i = 0; i < tasks.size(); i++) {
            if (known(told.of(i), tasks.get(i))
                    < tasks.get(i).progress().output().length()) {
                wanting.add(tasks.get(i).id());
            }
        }
        return wanting;
    }

    /** Of a run that was told of before only what is new is told; one that began since, from its beginning. */
    private static long known(Told told, Task task) {
        return run(task) == told.run()
                ? Math.min(told.bytes(), task.progress().output().length())
                : 0;
    }

    /** The run whose output the task has: the one under way, else the last one. */
    private static int run(Task task) {
        boolean underWay = task.state() instanceof TaskState.Running
                || (task.state() instanceof TaskState.Stopping stopping && stopping.start() != null);
        int ended = task.progress().repeats();
        return underWay ? ended : Math.max(0, ended - 1);
    }

    /**
     * <pre>
     *   0       half              all - half      all
     *   |========|.....cut............|============|
     *      known lies in the head, in what was cut, or in the end
     * </pre>
     *
     * Below the quota nothing was cut here; what its agent cut out lies in front of the last part it sent.
     */
    private static List<TailEvent> written(InstanceId instance, int run, Output output, long known, int quota) {
        byte[] bytes = output.bytes();
        int half = quota / 2;
        if (bytes.length < quota || output.dropped() == 0) {
            return List.of(new Written(instance, run, output.dropped(), from(bytes, Math.min(known, bytes.length))));
        }
        var events = new ArrayList<TailEvent>();
        if (known < half) {
            events.add(new Written(instance, run, 0, Arrays.copyOfRange(bytes, (int) known, half)));
        }
        long told = Math.max(known, half);
        long end = half + output.dropped();
        events.add(new Written(
                instance, run, Math.max(0, end - told), from(bytes, Math.max(told, end) - output.dropped())));
        return events;
    }

    private static byte[] from(byte[] bytes, long at) {
        return Arrays.copyOfRange(bytes, (int) at, bytes.length);
    }

    private static Turned turned(Task task, TaskStatus status) {
        Ending ending = task.ending();
        return new Turned(
                task.identity().instance(),
                status,
                ending == null ? null : ending.exitCode(),
                ending == null ? null : ending.error());
    }
}
