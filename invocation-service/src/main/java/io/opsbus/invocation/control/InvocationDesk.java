package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskLimits;
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
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    private final NewTasks newTasks;

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
        this.newTasks = new NewTasks(reads.agents(), taskLimits.silence());
    }

    /** An empty place is one where nothing was stored. */
    static InvocationSlot slot(@Nullable InvocationSlot stored) {
        return stored == null ? InvocationSlot.EMPTY : stored;
    }

    /** Why this could not be started; empty when it could, and when it was: the same request comes again after its answer was lost. */
    public Optional<InvocationRefusal> check(NewInvocation asked) {
        return unlessStarted(asked, failing(asked).or(() -> overQuota(asked)));
    }

    private Optional<InvocationRefusal> failing(NewInvocation asked) {
        return new Preconditions(limits)
                .failing(asked, reads.current().find(asked.place().scope(), asked.instances()));
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
        Optional<InvocationRefusal> failing = failing(asked);
        if (failing.isPresent()) {
            return unlessStarted(asked, failing);
        }
        List<Task> tasks = newTasks.of(asked);
        Invocation fresh = Invocation.fresh(asked.place(), asked.now(), asked.work(), asked.labels());
        var creation = new InvocationSlot.Limits(limits.daily(), steps.limits().delivery());
        var decision = ledgers.invocations()
                .change(asked.place(), key, slot -> slot(slot).create(fresh, tasks, creation));
        return switch (decision) {
            case Decision.Accepted<InvocationSlot, Done, InvocationFact> _ -> {
                kick(asked.work(), tasks);
                settling.moved(asked.place());
                yield Optional.empty();
            }
            case Decision.Refused<InvocationSlot, Done, InvocationFact>(var refusal) ->
                Optional.of((InvocationRefusal) refusal);
        };
    }

    private void kick(Work work, List<Task> tasks) {
        for (Task task : tasks) {
            if (!task.status().isFinal() && !task.plan().mode().awaitsBoot()) {
                InstanceId instance = task.identity().instance();
                kicks.kick(
                        work instanceof Work.SendFile
                                ? new Kick.File(instance, task.id())
                                : new Kick.Run(instance, task.id()));
            }
        }
    }

    /**
     * Stops it (guide 2.3.6): on these instances, or everywhere when none is named.
     *
     * @param keys a change key for each task, the same again for the same request
     */
    public Optional<InvocationRefusal> stop(
            InvocationPlace place, List<InstanceId> only, Instant now, Function<TaskId, ChangeKey> keys) {
        if (reads.invocations().find(place.scope(), place.id()).isEmpty()) {
            return Optional.of(new InvocationRefusal.NoSuchInvocation());
        }
        List<Task> tasks = reads.invocations().tasks(place.scope(), List.of(place.id()));
        List<Task> meant = tasks.stream()
                .filter(task -> only.isEmpty() || only.contains(task.identity().instance()))
                .toList();
        List<InstanceId> there =
                meant.stream().map(task -> task.identity().instance()).toList();
        Optional<InstanceId> missing =
                only.stream().filter(one -> !there.contains(one)).findFirst();
        if (missing.isPresent()) {
            return missing.map(InvocationRefusal.NoSuchInstance::new);
        }
        for (Task task : meant) {
            var decision = ledgers.tasks()
                    .change(
                            task.id(),
                            keys.apply(task.id()),
                            YES_OR_NO,
                            stored -> steps.stop(orGone(stored, task), now));
            if (decision instanceof Decision.Accepted<Task, Boolean, TaskFact>(var _, Boolean isOut, var _, var _)
                    && isOut) {
                kicks.kick(new Kick.Stop(task.identity().instance(), task.id()));
            }
        }
        settling.moved(place);
        return Optional.empty();
    }

    /** A task that was let go in the meantime stays as it was read, which changes nothing. */
    static Task orGone(@Nullable Task stored, Task read) {
        return stored == null ? read : stored;
    }

    /**
     * Changes what is left to be done of a repeated invocation, and adds instances to it; agents that have it are given it
     * anew.
     *
     * @param asked what is to be done from now on, everywhere; its instances are added, but those that are there already
     */
    public Optional<InvocationRefusal> change(NewInvocation asked, Function<String, ChangeKey> keys) {
        InvocationPlace place = asked.place();
        List<Task> tasks = reads.invocations().tasks(place.scope(), List.of(place.id()));
        NewInvocation more = asked.without(
                tasks.stream().map(task -> task.identity().instance()).toList());
        Optional<InvocationRefusal> failing = failing(asked, more, tasks);
        if (failing.isPresent()) {
            return failing;
        }
        List<Task> added = newTasks.of(more);
        var creation = new InvocationSlot.Limits(limits.daily(), steps.limits().delivery());
        var decision = ledgers.invocations()
                .change(
                        place,
                        keys.apply("invocation"),
                        slot -> slot(slot).change(asked.work(), added, creation, asked.now()));
        if (decision instanceof Decision.Refused<InvocationSlot, Done, InvocationFact>(var refusal)) {
            return Optional.of((InvocationRefusal) refusal);
        }
        TaskPlan plan = NewTasks.plan(asked.work(), asked.now());
        for (Task task : tasks) {
            var ignored = ledgers.tasks()
                    .change(
                            task.id(),
                            keys.apply("task/" + task.id()),
                            YES_OR_NO,
                            stored -> steps.change(orGone(stored, task), plan, asked.now()));
        }
        kick(asked.work(), tasks);
        kick(asked.work(), added);
        settling.moved(place);
        return Optional.empty();
    }

    private Optional<InvocationRefusal> failing(NewInvocation asked, NewInvocation more, List<Task> tasks) {
        int all = tasks.size() + more.instances().size();
        if (all > limits.instances() && !more.instances().isEmpty()) {
            return Optional.of(new InvocationRefusal.TooManyInstances(limits.instances()));
        }
        var preconditions = new Preconditions(limits);
        List<InstanceId> open = tasks.stream()
                .filter(task -> !task.status().isFinal())
                .map(task -> task.identity().instance())
                .toList();
        return preconditions
                .failingWork(asked, reads.fleet().find(asked.place().scope(), open))
                .or(() -> preconditions.failing(
                        more, reads.current().find(asked.place().scope(), more.instances())));
    }
}
