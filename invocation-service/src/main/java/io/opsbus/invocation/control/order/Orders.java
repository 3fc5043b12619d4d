package io.opsbus.invocation.control.order;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.query.Invocations.Open;
import io.opsbus.invocation.schedule.At;
import io.opsbus.invocation.schedule.Cron;
import io.opsbus.invocation.schedule.Rate;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Terms;
import io.opsbus.invocation.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tasks as one instance's agent gets them. */
public final class Orders {
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final KnownInstance instance;
    private final TaskLimits limits;
    private final List<RunTask> run = new ArrayList<>();
    private final List<TaskList.Stop> stop = new ArrayList<>();
    private final List<FileTask> files = new ArrayList<>();
    private final Set<TaskId> again = new HashSet<>();
    private final Room room = new Room();

    /**
     * None yet.
     *
     * @param limits how much of its output each may tell, and what its exit code may do
     */
    public Orders(KnownInstance instance, TaskLimits limits) {
        this.instance = instance;
        this.limits = limits;
    }

    /**
     * It is to run this, or to write it.
     *
     * @param wasGiven whether it is to run once and was in a list before
     */
    public void add(Task task, Work work, boolean wasGiven) {
        switch (work) {
            case Work.Run order -> {
                run.add(run(task, order));
                if (wasGiven) {
                    again.add(task.id());
                }
            }
            case Work.SendFile order -> files.add(file(task, order));
        }
    }

    /** It is to end this. */
    public void stop(Open one) {
        Task task = one.task();
        stop.add(new TaskList.Stop(
                task.id(),
                Math.max(0, task.progress().given()),
                repeat(one.invocation().work())));
    }

    /** Why the instance cannot be given it as it is now; empty when it can. */
    public Optional<String> unfit(Open one) {
        return one.invocation().work() instanceof Work.Run order
                ? Preconditions.unfit(one.task().identity().invocation().text(), order, instance)
                        .map(name -> "the value of " + name + " cannot be passed safely to this script")
                : Optional.empty();
    }

    /** Whether there was no room for one already, so that there is none for any that need not be in it. */
    public boolean isFull() {
        return room.isFull();
    }

    /**
     * Takes the room it needs; false when there is none.
     *
     * @param anyway it must be in this list
     */
    public boolean hasRoomFor(Open one, boolean anyway) {
        Work work = one.invocation().work();
        int content = switch (work) {
            case Work.Run order -> content(one.task(), order).length;
            case Work.SendFile file -> file.content().bytes().length;
        };
        if (anyway) {
            room.add(Room.size(work, content));
        }
        return anyway || room.takes(Room.size(work, content));
    }

    private byte[] content(Task task, Work.Run order) {
        return Preconditions.rendered(task.identity().invocation().text(), order, instance);
    }

    /** Whom a script runs as, as agents are told it; they take "root" for a mistake, they are root already. Empty also for a file. */
    public static String user(Work work) {
        return work instanceof Work.Run run && !run.terms().place().username().equals("root")
                ? run.terms().place().username()
                : "";
    }

    /**
     * All of it.
     *
     * @param order of all tasks there are
     */
    public TaskList list(List<TaskId> order) {
        Map<TaskId, Integer> places = new HashMap<>();
        order.forEach(id -> places.put(id, places.size()));
        run.sort(Comparator.comparing(task -> places.get(task.id())));
        files.sort(Comparator.comparing(file -> places.get(file.id())));
        return new TaskList(run, stop, files, again);
    }

    private RunTask run(Task task, Work.Run order) {
        Program program = order.command().program();
        Terms.Place place = order.terms().place();
        return new RunTask(
                task.id(),
                task.version(),
                order.command().id().text(),
                new RunTask.Script(
                        program.type().word(),
                        content(task, order),
                        program.timeout(),
                        program.launcher(),
                        order.terms().endsAlone(),
                        limits.power().isWithheldFrom(instance.scope().account())),
                new RunTask.Place(
                        program.workingDirectory(),
                        user(order),
                        place.windowsPasswordName(),
                        place.containerId(),
                        place.containerName()),
                new RunTask.Timing(
                        repeat(order),
                        NewTasks.schedule(order).map(Schedule::agentText).orElse(""),
                        task.identity().created()),
                new RunTask.OutputRules(INTERVAL, limits.outputBytes()));
    }

    private static FileTask file(Task task, Work.SendFile order) {
        Work.SendFile.Target target = order.target();
        return new FileTask(
                task.id(),
                order.content().bytes(),
                target.directory(),
                order.label().name(),
                new FileTask.Rights(target.mode(), target.owner(), target.group()),
                target.overwrite(),
                order.timeout());
    }

    private static RunTask.Repeat repeat(Work work) {
        return switch (work.mode()) {
            case ONCE -> RunTask.Repeat.ONCE;
            case NEXT_REBOOT_ONLY -> RunTask.Repeat.NEXT_REBOOT_ONLY;
            case EVERY_REBOOT -> RunTask.Repeat.EVERY_REBOOT;
            case PERIOD ->
                NewTasks.schedule(work)
                        .map(schedule -> switch (schedule) {
                            case Cron _ -> RunTask.Repeat.PERIOD;
                            case Rate _ -> RunTask.Repeat.RATE;
                            case At _ -> RunTask.Repeat.AT;
                        })
                        .orElse(RunTask.Repeat.PERIOD);
        };
    }
}
