package io.opsbus.invocation.control.order;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a repeated invocation is to be otherwise from now on. It is decided on the invocation as it is stored: what others
 * have changed meanwhile stays, and an instance they have added is not added again.
 *
 * @param instances it is to run on too; those that have it stay
 * @param taskIds a fresh id for each instance; the same again for the same request
 */
public record Amendment(
        InvocationPlace place,
        Instant now,
        Work.Edit edit,
        List<InstanceId> instances,
        Function<InstanceId, TaskId> taskIds) {
    public Amendment {
        instances = List.copyOf(new LinkedHashSet<>(instances));
    }

    /**
     * What was read for it.
     *
     * @param read instances whose tasks were read
     * @param stored those that were known to have one before that
     * @param there of all that have one, or are to, those that are there
     */
    public record Seen(
            Set<InstanceId> read,
            Set<InstanceId> stored,
            List<KnownInstance> there,
            Map<InstanceId, AgentPresence> agents) {
        private List<KnownInstance> of(List<InstanceId> some) {
            return there.stream().filter(one -> some.contains(one.id())).toList();
        }
    }

    /** What it is held against: the service's limits, how long an agent has to fetch, and when it counts as lost. */
    public record Rules(InvocationLimits limits, Duration delivery, Duration silence) {}

    /**
     * It has an instance that nobody has looked at: to be read again, with these. It happens once for each instance that is added
     * meanwhile, and once for those that cannot be read.
     *
     * @param open where it is not over
     */
    public record NotSeen(Set<InstanceId> open) implements Refusal {}

    /** Pure: of what is stored and what was read. */
    public Decision<InvocationSlot, Done, InvocationFact> decide(InvocationSlot slot, Seen seen, Rules rules) {
        Invocation invocation = slot.invocation();
        if (invocation == null) {
            return Decision.refused(new InvocationRefusal.NoSuchInvocation());
        }
        if (!(invocation.work() instanceof Work.Run run) || run.mode() == RepeatMode.ONCE || slot.isOver()) {
            return Decision.refused(new InvocationRefusal.NotChangeable());
        }
        List<InstanceId> open = slot.tasks().entrySet().stream()
                .filter(task -> !task.getValue().isFinal())
                .map(Map.Entry::getKey)
                .toList();
        for (InstanceId one : open) {
            if (!seen.read.contains(one)) {
                return Decision.refused(
                        seen.stored.contains(one)
                                ? new InvocationRefusal.Unreadable(one)
                                : new NotSeen(Set.copyOf(open)));
            }
        }
        var asked = new NewInvocation(place, now, run.changed(edit), invocation.labels(), instances, taskIds);
        NewInvocation more = asked.without(slot.tasks().keySet());
        return failing(asked, more, slot.tasks(), seen.of(open), seen, rules)
                .<Decision<InvocationSlot, Done, InvocationFact>>map(Decision::refused)
                .orElseGet(() -> slot.change(
                        asked.work(),
                        new NewTasks(seen.agents, NewTasks.expected(seen.there, rules.limits), rules.silence)
                                .of(more, invocation.edition() + 1),
                        new InvocationSlot.Limits(rules.limits.daily(), rules.delivery),
                        now));
    }

    private static Optional<InvocationRefusal> failing(
            NewInvocation asked,
            NewInvocation more,
            Map<InstanceId, TaskStatus> tasks,
            List<KnownInstance> open,
            Seen seen,
            Rules rules) {
        int most = rules.limits.instances();
        if (!more.instances().isEmpty() && tasks.size() + more.instances().size() > most) {
            return Optional.of(new InvocationRefusal.TooManyInstances(most));
        }
        var preconditions = new Preconditions(rules.limits);
        return preconditions.failingWork(asked, open).or(() -> preconditions.failing(more, seen.of(more.instances())));
    }
}
