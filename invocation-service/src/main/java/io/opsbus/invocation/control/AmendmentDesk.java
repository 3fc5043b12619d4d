package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.order.Amendment;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where repeated invocations are changed. */
final class AmendmentDesk {
    private final Ledgers ledgers;
    private final Reads reads;
    private final Kicks kicks;
    private final Settling settling;
    private final InvocationLimits limits;
    private final TaskSteps steps;
    private final Renewals renewals;
    private final Departures departures;

    AmendmentDesk(
            Ledgers ledgers, Reads reads, Kicks kicks, Settling settling, InvocationLimits limits, TaskSteps steps) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.kicks = kicks;
        this.settling = settling;
        this.limits = limits;
        this.steps = steps;
        this.renewals = new Renewals(ledgers, reads, kicks, steps);
        this.departures = new Departures(ledgers, reads, steps);
    }

    /**
     * Changes what is left to be done of a repeated invocation, and adds instances to it; agents that have it are given it
     * anew, but those that are too old for its timetable.
     */
    Optional<InvocationRefusal> change(Amendment asked, ChangeKey key) {
        var rules = new Amendment.Rules(
                limits, steps.limits().delivery(), steps.limits().silence());
        Set<InstanceId> stored = Set.of();
        while (true) {
            Amendment.Seen seen = look(asked, stored);
            var decision = ledgers.invocations()
                    .change(asked.place(), key, slot -> asked.decide(InvocationDesk.slot(slot), seen, rules));
            if (!(decision instanceof Decision.Refused<InvocationSlot, Done, InvocationFact>(Refusal refusal))) {
                break;
            }
            if (!(refusal instanceof Amendment.NotSeen(Set<InstanceId> open))) {
                return Optional.of((InvocationRefusal) refusal);
            }
            // another call has added an instance since, or what is stored of one cannot be read
            stored = open;
        }
        // what is not come to here is done by the reminders that are stored with the change
        List<Task> tasks = renewals.tell(asked.place(), tasks(asked.place()), asked.now());
        InvocationDesk.kick(kicks, tasks);
        boolean ignored = departures.end(tasks, asked.now());
        settling.moved(asked.place());
        return Optional.empty();
    }

    /**
     * Reads what it is decided by.
     *
     * @param stored instances that are known to have a task
     */
    private Amendment.Seen look(Amendment asked, Set<InstanceId> stored) {
        Scope scope = asked.place().scope();
        Set<InstanceId> read = tasks(asked.place()).stream()
                .map(task -> task.identity().instance())
                .collect(Collectors.toSet());
        List<InstanceId> more = asked.instances().stream()
                .filter(one -> !read.contains(one) && !stored.contains(one))
                .toList();
        var there = new ArrayList<>(reads.fleet().find(scope, read));
        there.addAll(reads.current().find(scope, more));
        return new Amendment.Seen(read, stored, there, reads.agents().presence(more));
    }

    private List<Task> tasks(InvocationPlace place) {
        return reads.invocations().tasks(place.scope(), List.of(place.id()));
    }
}
