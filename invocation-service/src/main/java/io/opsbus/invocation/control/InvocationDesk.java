package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.Amendment;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.control.order.NewTasks;
import io.opsbus.invocation.control.order.Preconditions;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.query.Invocations.Unreadable;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskLimits;
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
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where invocations are started, stopped and changed. */
public final class InvocationDesk {
    static final ReplyCodec<Boolean> YES_OR_NO = ReplyCodec.of(yes -> yes ? "y" : "n", "y"::equals);

    private final Ledgers ledgers;
    private final Reads reads;
    private final Kicks kicks;
    private final Settling settling;
    private final InvocationLimits limits;
    private final TaskSteps steps;
    private final Departures departures;
    private final AmendmentDesk amendments;

    public InvocationDesk(
            Ledgers ledgers,
            Reads reads,
            Kicks kicks,
            Settling settling,
            InvocationLimits limits,
            TaskLimits taskLimits) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.kicks = kicks;
        this.settling = settling;
        this.limits = limits;
        this.steps = new TaskSteps(taskLimits);
        this.departures = new Departures(ledgers, reads, steps);
        this.amendments = new AmendmentDesk(ledgers, reads, kicks, settling, limits, steps);
    }

    /** An empty place is one where nothing was stored. */
    static InvocationSlot slot(@Nullable InvocationSlot stored) {
        return stored == null ? InvocationSlot.EMPTY : stored;
    }

    /** Why this could not be started; empty when it could, and when it was: the same request comes again after its answer was lost. */
    public Optional<InvocationRefusal> check(NewInvocation asked) {
        Optional<InvocationRefusal> failing = new Preconditions(limits).failing(asked, current(asked));
        return unlessStarted(asked, failing.or(() -> overQuota(asked)));
    }

    private List<KnownInstance> current(NewInvocation asked) {
        return reads.current().find(asked.place().scope(), asked.instances());
    }

    /** As it is now; whoever starts it is counted among all others. */
    private Optional<InvocationRefusal> overQuota(NewInvocation asked) {
        Instant midnight = asked.now().truncatedTo(ChronoUnit.DAYS);
        return reads.invocations().accepted(asked.place().scope(), midnight) < limits.daily()
                ? Optional.empty()
                : Optional.of(new InvocationRefusal.DailyQuotaReached(limits.daily()));
    }

    private Optional<InvocationRefusal> unlessStarted(NewInvocation asked, Optional<InvocationRefusal> refusal) {
        return refusal.filter(_ -> reads.invocations()
                .find(asked.place().scope(), asked.place().id())
                .isEmpty());
    }

    /**
     * Starts it on all of its instances, or on none.
     *
     * @return why not; empty when it is accepted
     */
    public Optional<InvocationRefusal> start(NewInvocation asked, ChangeKey key) {
        List<KnownInstance> instances = current(asked);
        Optional<InvocationRefusal> failing = new Preconditions(limits).failing(asked, instances);
        if (failing.isPresent()) {
            return unlessStarted(asked, failing);
        }
        var there = reads.agents().presence(asked.instances());
        var expected = NewTasks.expected(instances, limits);
        List<Task> tasks = new NewTasks(there, expected, steps.limits().silence()).of(asked);
        Invocation fresh = Invocation.fresh(asked.place(), asked.now(), asked.work(), asked.labels());
        var creation = new InvocationSlot.Limits(limits.daily(), steps.limits().delivery());
        var decision = ledgers.invocations()
                .change(asked.place(), key, slot -> slot(slot).create(fresh, tasks, creation));
        return switch (decision) {
            case Decision.Accepted<InvocationSlot, Done, InvocationFact>(var after, var _, var _, var _) -> {
                List<Task> stored = stored(asked.place(), slot(after).born());
                kick(kicks, stored);
                boolean ignored = departures.end(stored, asked.now());
                settling.moved(asked.place());
                yield Optional.empty();
            }
            case Decision.Refused<InvocationSlot, Done, InvocationFact>(var refusal) ->
                Optional.of((InvocationRefusal) refusal);
        };
    }

    /** Where it was stored before, as it may have been by who asks again: what is there, which may be others than were made now. */
    private List<Task> stored(InvocationPlace place, List<Task> born) {
        return born.isEmpty() ? reads.invocations().tasks(place.scope(), List.of(place.id())) : born;
    }

    static void kick(Kicks kicks, List<Task> tasks) {
        for (Task task : tasks) {
            if (!task.status().isFinal() && !task.plan().mode().awaitsBoot()) {
                InstanceId instance = task.identity().instance();
                kicks.kick(
                        task.plan().isFile() ? new Kick.File(instance, task.id()) : new Kick.Run(instance, task.id()));
            }
        }
    }

    /**
     * Stops it (guide 2.3.6): on these instances, or everywhere when none is named. What of it cannot be
     * read is stopped all the same.
     *
     * @param keys a change key for each task, the same again for the same request
     */
    public Optional<InvocationRefusal> stop(
            InvocationPlace place, List<InstanceId> only, Instant now, Function<TaskId, ChangeKey> keys) {
        boolean isRun = reads.invocations()
                .find(place.scope(), place.id())
                .filter(one -> one.work() instanceof Work.Run)
                .isPresent();
        // a file that is sent has no words for being stopped (API facts 3.1)
        if (!isRun) {
            return Optional.of(new InvocationRefusal.NoSuchInvocation());
        }
        Map<InstanceId, TaskStatus> stored = ledgers.stored(place).tasks();
        Optional<InstanceId> missing =
                only.stream().filter(one -> !stored.containsKey(one)).findFirst();
        if (missing.isPresent()) {
            return missing.map(InvocationRefusal.NoSuchInstance::new);
        }
        List<Task> meant = reads.invocations().tasks(place.scope(), List.of(place.id())).stream()
                .filter(task -> only.isEmpty() || only.contains(task.identity().instance()))
                .toList();
        for (Task task : meant) {
            tell(
                    task.identity().instance(),
                    task.id(),
                    ledgers.change(task.id(), keys.apply(task.id()), YES_OR_NO, there -> steps.stop(there, now)));
        }
        for (Unreadable one : reads.invocations().unreadable(place)) {
            if (only.isEmpty() || only.contains(one.instance())) {
                tell(
                        one.instance(),
                        one.id(),
                        ledgers.mend(one.id(), keys.apply(one.id()), YES_OR_NO, there -> steps.stop(there, now)));
            }
        }
        settling.moved(place);
        return Optional.empty();
    }

    /** An agent that has what was stopped is told. */
    private void tell(InstanceId instance, TaskId task, Decision<Task, Boolean, TaskFact> stop) {
        if (stop instanceof Decision.Accepted<Task, Boolean, TaskFact>(var _, Boolean isOut, var _, var _) && isOut) {
            kicks.kick(new Kick.Stop(instance, task));
        }
    }

    /**
     * Notes that something is begun elsewhere for an invocation that is not started yet, before it is begun there.
     *
     * @param begun what: the same again for the same request
     */
    public void note(InvocationPlace place, ChangeKey begun) {
        var ignored = ledgers.invocations().change(place, begun, slot -> Decision.accepted(slot(slot), List.of()));
    }

    /** Whether it was noted. */
    public boolean isNoted(InvocationPlace place, ChangeKey begun) {
        var decision = ledgers.invocations().change(place, begun, _ -> Decision.refused(new NotNoted()));
        return decision instanceof Decision.Accepted;
    }

    private record NotNoted() implements Refusal {}

    /** Changes what is left to be done of a repeated invocation, and where. */
    public Optional<InvocationRefusal> change(Amendment asked, ChangeKey key) {
        return amendments.change(asked, key);
    }
}
