package io.opsbus.invocation.work;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.OverallStatus.Legacy;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place of an invocation, with what a decision about it must know of the rest.
 *
 * @param today commands the account has run in the region since midnight (UTC); counted only while the place is empty
 * @param invocation null while the place is empty
 * @param born tasks this step puts beside it; empty ever after
 * @param tasks the statuses of its tasks as they are now, in their order; an instance has one at most
 */
public record InvocationSlot(
        int today, @Nullable Invocation invocation, List<Task> born, Map<InstanceId, TaskStatus> tasks) {
    private static final Duration REMINDER = Duration.ofSeconds(5);

    public static final InvocationSlot EMPTY = new InvocationSlot(0, null, List.of(), Map.of());

    public InvocationSlot {
        born = List.copyOf(born);
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    /** The limits of a creation: how many a day, and how long an agent has to fetch a task. */
    public record Limits(int daily, Duration delivery) {}

    /** Accepts a new invocation with all of its tasks, or none of it (guide 2.3.2: 5 000 commands a day; files are not counted). */
    public Decision<InvocationSlot, Done, InvocationFact> create(Invocation fresh, List<Task> born, Limits limits) {
        if (invocation != null) {
            throw new IllegalStateException("ids never return: " + fresh.place().id());
        }
        if (fresh.work() instanceof Work.Run && today >= limits.daily()) {
            return Decision.refused(new InvocationRefusal.DailyQuotaReached(limits.daily()));
        }
        List<InvocationFact> facts = new ArrayList<>();
        if (fresh.holdsItsCommand()) {
            facts.add(new InvocationFact.Uses(fresh));
        }
        facts.addAll(stillborn(born));
        return new Decision.Accepted<>(
                new InvocationSlot(today, fresh, born, and(born)),
                Done.DONE,
                facts,
                fetching(fresh.place(), fresh.created(), limits));
    }

    /** Of its tasks, in their order. */
    public List<TaskStatus> statuses() {
        return List.copyOf(tasks.values());
    }

    /** Whether all of its tasks are over. */
    public boolean isOver() {
        return !tasks.isEmpty() && OverallStatus.of(statuses()).isFinal();
    }

    /** With these tasks beside those it has. */
    private Map<InstanceId, TaskStatus> and(List<Task> more) {
        Map<InstanceId, TaskStatus> all = new LinkedHashMap<>(tasks);
        more.forEach(task -> all.put(task.identity().instance(), task.status()));
        return all;
    }

    private static List<InvocationFact> stillborn(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> task.status().isFinal())
                .flatMap(task -> TaskFact.of(task, null).stream())
                .<InvocationFact>map(InvocationFact.OfTask::new)
                .toList();
    }

    /** Agents have so long to fetch what is new; one that has not asked is kicked again. */
    private static List<Timer> fetching(InvocationPlace place, Instant from, Limits limits) {
        List<Timer> timers = new ArrayList<>(reminding(place, from));
        timers.add(new Timer.Set(delivery(place), from.plus(limits.delivery()), place.text()));
        return timers;
    }

    private static List<Timer> reminding(InvocationPlace place, Instant from) {
        return List.of(
                new Timer.Set(reminder(place, 1), from.plus(REMINDER), place.text()),
                new Timer.Set(reminder(place, 4), from.plus(REMINDER.multipliedBy(4)), place.text()));
    }

    private static String reminder(InvocationPlace place, int times) {
        return "remind/" + place.id() + "/" + times;
    }

    /** Nothing was told that is not told already: the change is none. */
    public record NothingNew() implements Refusal {}

    /**
     * Tells the bus what its tasks make of it, once for each status; when all is over it is kept for a while.
     *
     * @param kept how long after its end
     */
    public Decision<InvocationSlot, Done, InvocationFact> settle(Duration kept, Instant now) {
        if (invocation == null || tasks.isEmpty()) {
            return Decision.refused(new NothingNew());
        }
        OverallStatus status = OverallStatus.of(statuses());
        if (status == invocation.told().status()) {
            return Decision.refused(new NothingNew());
        }
        Invocation told = invocation.telling(status);
        List<InvocationFact> facts = new ArrayList<>();
        facts.add(new InvocationFact.Status(told, status, Legacy.of(statuses()), tasks.size()));
        if (status.isFinal() && told.holdsItsCommand()) {
            facts.add(new InvocationFact.UseEnded(told));
        }
        List<Timer> timers = status.isFinal() ? over(told.place(), now.plus(kept)) : List.of();
        return new Decision.Accepted<>(with(told), Done.DONE, facts, timers);
    }

    /** What would have been looked after is over: one timer stays, which lets it go. */
    private static List<Timer> over(InvocationPlace place, Instant forgotten) {
        return List.of(
                new Timer.Cancel(delivery(place)),
                new Timer.Cancel(reminder(place, 1)),
                new Timer.Cancel(reminder(place, 4)),
                new Timer.Set("forget/" + place.id(), forgotten, place.text()));
    }

    /**
     * Changes what is left to be done of a repeated invocation, and has it done on further instances: all of it, or none.
     *
     * @param asked tasks on further instances; one that has a task of it keeps that one
     */
    public Decision<InvocationSlot, Done, InvocationFact> change(
            Work other, List<Task> asked, Limits limits, Instant now) {
        if (invocation == null) {
            return Decision.refused(new InvocationRefusal.NoSuchInvocation());
        }
        if (isOver()) {
            return Decision.refused(new InvocationRefusal.NotChangeable());
        }
        Invocation changed = invocation.doing(other);
        List<Task> further = asked.stream()
                .filter(task -> !tasks.containsKey(task.identity().instance()))
                .toList();
        return new Decision.Accepted<>(
                new InvocationSlot(today, changed, further, and(further)),
                Done.DONE,
                stillborn(further),
                further.isEmpty() ? reminding(changed.place(), now) : fetching(changed.place(), now, limits));
    }

    /** Its agents' time is over, and is looked at once more. */
    public Decision<InvocationSlot, Done, InvocationFact> deliverAgain(Instant at) {
        List<Timer> timers = invocation == null
                ? List.of()
                : List.of(new Timer.Set(
                        delivery(invocation.place()), at, invocation.place().text()));
        return new Decision.Accepted<>(this, Done.DONE, List.of(), timers);
    }

    private static String delivery(InvocationPlace place) {
        return "deliver/" + place.id();
    }

    private InvocationSlot with(Invocation other) {
        return new InvocationSlot(today, other, List.of(), tasks);
    }

    /** Lets it go with all that belongs to it. */
    public Decision<InvocationSlot, Done, InvocationFact> forget() {
        return new Decision.Accepted<>(EMPTY, Done.DONE, List.of());
    }
}
