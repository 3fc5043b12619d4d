package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.order.Amendment;
import io.opsbus.invocation.control.order.NewTasks;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where repeated invocations are changed. */
final class AmendmentDesk {
    private final Ledgers ledgers;
    private final Reads reads;
    private final Kicks kicks;
    private final Settling settling;
    private final InvocationLimits limits;
    private final TaskSteps steps;
    private final Departures departures;

    AmendmentDesk(
            Ledgers ledgers, Reads reads, Kicks kicks, Settling settling, InvocationLimits limits, TaskSteps steps) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.kicks = kicks;
        this.settling = settling;
        this.limits = limits;
        this.steps = steps;
        this.departures = new Departures(ledgers, reads, steps);
    }

    /**
     * Changes what is left to be done of a repeated invocation, and adds instances to it; agents that have it are given it
     * anew, but those that are too old for its timetable.
     */
    Optional<InvocationRefusal> change(Amendment asked, Function<String, ChangeKey> keys) {
        var rules = new Amendment.Rules(
                limits, steps.limits().delivery(), steps.limits().silence());
        Decision<InvocationSlot, Done, InvocationFact> decision;
        do {
            Amendment.Seen seen = look(asked);
            decision = ledgers.invocations()
                    .change(
                            asked.place(),
                            keys.apply("invocation"),
                            slot -> asked.decide(InvocationDesk.slot(slot), seen, rules));
            // another call has added an instance since
        } while (decision instanceof Decision.Refused<InvocationSlot, Done, InvocationFact>(Amendment.NotSeen _));
        if (decision instanceof Decision.Refused<InvocationSlot, Done, InvocationFact>(var refusal)) {
            return Optional.of((InvocationRefusal) refusal);
        }
        renew(asked, keys);
        departures.end(tasks(asked.place()), keys, asked.now());
        settling.moved(asked.place());
        return Optional.empty();
    }

    private Amendment.Seen look(Amendment asked) {
        Scope scope = asked.place().scope();
        List<InstanceId> has = tasks(asked.place()).stream()
                .map(task -> task.identity().instance())
                .toList();
        List<InstanceId> more =
                asked.instances().stream().filter(one -> !has.contains(one)).toList();
        var there = new ArrayList<>(reads.fleet().find(scope, has));
        there.addAll(reads.current().find(scope, more));
        var looked = new HashSet<>(has);
        looked.addAll(more);
        return new Amendment.Seen(looked, there, reads.agents().presence(more));
    }

    private List<Task> tasks(InvocationPlace place) {
        return reads.invocations().tasks(place.scope(), List.of(place.id()));
    }

    /**
     * Tells the tasks what the invocation says now. Of several calls at once each may have read it before another has changed
     * it: whoever was last to tell them reads it once more, and tells them what the last one has made of it.
     */
    private void renew(Amendment asked, Function<String, ChangeKey> keys) {
        Optional<Work> now = work(asked.place());
        for (int round = 0; now.isPresent(); round++) {
            Work work = now.get();
            renew(asked, work, round, keys);
            now = work(asked.place()).filter(latest -> !latest.equals(work));
        }
    }

    private Optional<Work> work(InvocationPlace place) {
        return reads.invocations().find(place.scope(), place.id()).map(Invocation::work);
    }

    private void renew(Amendment asked, Work work, int round, Function<String, ChangeKey> keys) {
        List<Task> tasks = tasks(asked.place());
        TaskPlan plan = NewTasks.plan(work, asked.now());
        Set<InstanceId> tooOld = tooOld(work, tasks);
        for (Task task : tasks) {
            InstanceId instance = task.identity().instance();
            ChangeKey key = keys.apply("task/" + task.id() + "/" + round);
            if (tooOld.contains(instance)) {
                upgrade(task, key, asked.now());
            } else if (round > 0 || !task.id().equals(asked.taskIds().apply(instance))) {
                // one that was added by it is born as it is to be
                var ignored = ledgers.tasks()
                        .change(
                                task.id(),
                                key,
                                InvocationDesk.YES_OR_NO,
                                stored -> steps.change(InvocationDesk.orGone(stored, task), plan, asked.now()));
            }
        }
        InvocationDesk.kick(
                kicks,
                work,
                tasks.stream()
                        .filter(task -> !tooOld.contains(task.identity().instance()))
                        .toList());
    }

    /** Those whose agents do not know such a timetable: given it, they would do nothing, and say nothing. */
    private Set<InstanceId> tooOld(Work work, List<Task> tasks) {
        Optional<Schedule> timetable = NewTasks.schedule(work);
        if (timetable.isEmpty()) {
            return Set.of();
        }
        List<InstanceId> instances =
                tasks.stream().map(task -> task.identity().instance()).toList();
        return reads.agents().presence(instances).entrySet().stream()
                .filter(agent -> agent.getValue().isTooOldFor(timetable.get()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void upgrade(Task task, ChangeKey key, Instant now) {
        var decision = ledgers.tasks()
                .change(task.id(), key, stored -> steps.needsUpgrade(InvocationDesk.orGone(stored, task), now));
        if (decision instanceof Decision.Accepted<Task, Done, TaskFact>(Task after, var _, var _, var _)
                && after != null
                && after.mayRunYet()) {
            kicks.kick(new Kick.Stop(task.identity().instance(), task.id()));
        }
    }
}
