package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Where due timers of invocations and tasks come in. A timer is a notice: what is done is decided on what is found. */
public final class Alarms {
    private final Ledgers ledgers;
    private final Reads reads;
    private final TaskDesk tasks;
    private final Kicks kicks;
    private final Settling settling;
    private final InstantSource clock;
    private final Renewals renewals;
    private final Departures departures;

    public Alarms(Ledgers ledgers, Reads reads, TaskDesk tasks, Kicks kicks, Settling settling, InstantSource clock) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.tasks = tasks;
        this.kicks = kicks;
        this.settling = settling;
        this.clock = clock;
        this.renewals = new Renewals(ledgers, reads, kicks, tasks.steps());
        this.departures = new Departures(ledgers, reads, tasks.steps());
    }

    /** Fires a timer of one of their ledgers. */
    public void fire(Timer.Due due) {
        String kind = due.key().substring(0, due.key().indexOf('/'));
        Instant now = clock.instant();
        switch (kind) {
            case "look" -> look(new TaskId(due.payload()), due, now);
            case "remind" -> remind(InvocationPlace.parse(due.payload()), now);
            case "deliver" -> deliver(InvocationPlace.parse(due.payload()), due, now);
            case "settle" -> settling.settle(InvocationPlace.parse(due.payload()), ChangeKey.ofTimer(due));
            case "forget" -> forget(InvocationPlace.parse(due.payload()), due);
            default -> throw new IllegalStateException("no timer of ours: " + due.key());
        }
    }

    private void look(TaskId id, Timer.Due due, Instant now) {
        // the ledger's own read: a task is looked at whosever it is
        var found = reads.invocations().task(id);
        found.ifPresent(task -> tasks.look(task, ChangeKey.ofTimer(due), due.dueAt(), now));
    }

    /**
     * Agents never ask by themselves (agent facts 0): a kick that was lost, or the answer to it, is repeated while it matters. And
     * what was to be done behind the change that has set this timer is done, if the process died before it could.
     */
    private void remind(InvocationPlace place, Instant now) {
        List<Task> read = reads.invocations().tasks(place.scope(), List.of(place.id()));
        boolean canChange = read.stream().anyMatch(task -> task.plan().mode() != RepeatMode.ONCE);
        List<Task> told = canChange ? renewals.tell(place, read, now) : read;
        boolean isOver = departures.end(told, now);
        if (isOver || !told.equals(read)) {
            settling.moved(place);
        }
        for (Task task : told) {
            reminder(task).ifPresent(kicks::kick);
        }
    }

    /** Not every agent runs no command twice that it is given twice (agent facts 8); a file it would write twice. */
    private static Optional<Kick> reminder(Task task) {
        InstanceId instance = task.identity().instance();
        boolean isFile = task.plan().isFile();
        return switch (task.state()) {
            case TaskState.Pending _ ->
                Optional.of(isFile ? new Kick.File(instance, task.id()) : new Kick.Run(instance, task.id()));
            case TaskState.Delivered _ ->
                isFile ? Optional.empty() : Optional.of(new Kick.RunAgain(instance, task.id()));
            case TaskState.Scheduled _ ->
                task.isOwed(false, false) ? Optional.of(new Kick.Run(instance, task.id())) : Optional.empty();
            case TaskState.Running _, TaskState.Stopping _, TaskState.Ended _ -> Optional.empty();
        };
    }

    /** The time agents have to fetch what is new is over. */
    private void deliver(InvocationPlace place, Timer.Due due, Instant now) {
        for (Task task : reads.invocations().tasks(place.scope(), List.of(place.id()))) {
            if (task.state() instanceof TaskState.Pending) {
                tasks.look(task, ChangeKey.ofTimer(due), due.dueAt(), now);
            }
        }
        tasks.endUnreadable(place, ChangeKey.ofTimer(due), now);
    }

    private void forget(InvocationPlace place, Timer.Due due) {
        var ignored = ledgers.invocations().change(place, ChangeKey.ofTimer(due), stored -> {
            InvocationSlot slot = InvocationDesk.slot(stored);
            return slot.tasks().isEmpty() || slot.isOver() ? slot.forget() : Decision.accepted(slot, List.of());
        });
    }
}
