package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.Rest;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.query.Invocations.Open;
import io.opsbus.invocation.query.Invocations.Unreadable;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.task.AgentSight;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.task.TaskReports;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where it is told what became of tasks; they are given to their agents by {@link Giving}. */
public final class TaskDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(TaskDesk.class);
    private static final ReplyCodec<ReportAnswer> ANSWERS = ReplyCodec.of(ReportAnswer::name, ReportAnswer::valueOf);

    /** How much longer what cannot be read waits than what can be. */
    private static final Duration UNREADABLE = Duration.ofMinutes(10);

    private final Ledgers ledgers;
    private final Reads reads;
    private final Settling settling;
    private final Kicks kicks;
    private final Supplier<String> fresh;
    private final Instant began;
    private final TaskSteps steps;
    private final TaskReports reports;
    private final Giving giving;

    /**
     * Over these ledgers.
     *
     * @param fresh ids nobody had before
     * @param began since when agents are listened to here
     */
    public TaskDesk(
            Ledgers ledgers,
            Reads reads,
            Settling settling,
            Kicks kicks,
            Supplier<String> fresh,
            TaskLimits limits,
            Instant began) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.settling = settling;
        this.kicks = kicks;
        this.fresh = fresh;
        this.began = began;
        this.steps = new TaskSteps(limits);
        this.reports = new TaskReports(limits);
        this.giving = new Giving(this, ledgers, reads, fresh, steps, new Rest(kicks::kick, kicks.later()));
    }

    Giving giving() {
        return giving;
    }

    TaskSteps steps() {
        return steps;
    }

    void moved(Task task, List<TaskFact> facts) {
        if (!facts.isEmpty()) {
            settling.moved(
                    new InvocationPlace(task.identity().scope(), task.identity().invocation()));
        }
    }

    ReportAnswer report(InstanceId instance, TaskId id, int version, TaskReport report, Instant now) {
        var decision = ledgers.tasks()
                .change(
                        id,
                        ChangeKey.once(fresh.get()),
                        ANSWERS,
                        stored -> stored != null && stored.identity().instance().equals(instance)
                                ? reports.take(stored, version, report, now)
                                : Decision.refused(new NotItsTask()));
        return switch (decision) {
            case Decision.Accepted<Task, ReportAnswer, TaskFact>(Task after, ReportAnswer answer, var facts, var _)
            when after != null -> {
                moved(after, facts);
                if (answer == ReportAnswer.LATE || answer == ReportAnswer.UNKNOWN) {
                    LOGGER.atInfo()
                            .addKeyValue("taskId", id)
                            .addKeyValue("instanceId", instance)
                            .addKeyValue("report", report.getClass().getSimpleName())
                            .log(
                                    answer == ReportAnswer.LATE
                                            ? "a report came after the end and changes nothing"
                                            : "a report its task cannot have changes nothing");
                }
                if (answer == ReportAnswer.LATE && after.mayRunYet()) {
                    kicks.kick(new Kick.Stop(instance, id));
                    yield ReportAnswer.UNWANTED;
                } else if (answer == ReportAnswer.TAKEN
                        && after.state() instanceof TaskState.Scheduled
                        && after.isOwed(false, false)) {
                    // it was changed while it ran, or the list with the change was lost: the agent runs what it had
                    kicks.kick(new Kick.Run(instance, id));
                }
                yield answer;
            }
            case Decision.Accepted<Task, ReportAnswer, TaskFact> _ -> ReportAnswer.UNKNOWN;
            case Decision.Refused<Task, ReportAnswer, TaskFact> _ -> {
                endStray(instance, id, report);
                yield ReportAnswer.UNKNOWN;
            }
        };
    }

    /**
     * An agent runs what is not here: it was let go, and its timetable went on. Newer official agents end it by the answer; the others
     * read over that, and end what a list says.
     */
    private void endStray(InstanceId instance, TaskId id, TaskReport report) {
        if (report instanceof TaskReport.Running) {
            LOGGER.atInfo()
                    .addKeyValue("taskId", id)
                    .addKeyValue("instanceId", instance)
                    .log("an agent runs what is not here, and is told to end it");
            kicks.kick(new Kick.Stop(instance, id));
        }
    }

    /** There is no such task, or it is another instance's: to who asks that is the same. */
    private record NotItsTask() implements Refusal {}

    /**
     * Looks at a task whose time may have come; an agent that is to stop it and has not said so is told again. No agent is taken
     * for lost because this process, or the store, was away itself: then its tasks would be ended where they run well.
     *
     * @param due when this look was to be
     */
    void look(Task task, ChangeKey key, Instant due, Instant now) {
        Duration tolerated = steps.limits().silence().dividedBy(6);
        Instant listening = due.plus(tolerated).isBefore(now) ? now : began;
        var agent = sight(task.identity().instance()).unheardBefore(listening);
        Task after = change(task, key, stored -> steps.look(stored, agent, now));
        if (after.state() instanceof TaskState.Stopping || after.mayRunYet()) {
            kicks.kick(new Kick.Stop(task.identity().instance(), task.id()));
        }
    }

    /**
     * Ends what waits for its agent and cannot be read: it is given to nobody. Later than what can be, for a newer release beside this one
     * may read it, and knows better.
     */
    void endUnreadable(InvocationPlace place, ChangeKey key, Instant now) {
        Instant again = Instant.MIN;
        for (Unreadable one : reads.invocations().unreadable(place)) {
            Instant end = one.created().plus(steps.limits().delivery()).plus(UNREADABLE);
            if (one.isPending() && !end.isAfter(now)) {
                var ignored = ledgers.mend(
                        one.id(), key, ReplyCodec.done(), stored -> steps.look(stored, sight(one.instance()), now));
                settling.moved(place);
            } else if (one.isPending() && end.isAfter(again)) {
                again = end;
            }
        }
        Instant next = again;
        if (next.isAfter(now)) {
            var ignored = ledgers.invocations()
                    .change(place, key, slot -> InvocationDesk.slot(slot).deliverAgain(next));
        }
    }

    private AgentSight sight(InstanceId instance) {
        return reads.agents().presence(instance).map(AgentPresence::sight).orElse(AgentSight.NEVER);
    }

    /** The instance was switched off, or is no more. */
    void instanceLost(InstanceId instance, Optional<ErrorCode> gone, Instant now) {
        for (Open one : reads.invocations().open(instance)) {
            Task ignored = change(
                    one.task(),
                    ChangeKey.once(fresh.get()),
                    stored -> gone.isPresent()
                            ? steps.instanceGone(stored, gone.get(), now)
                            : steps.instanceStopped(stored, now));
        }
    }

    /** A step of a task, for its ledger. */
    @FunctionalInterface
    interface Taking {
        Decision<Task, Done, TaskFact> step(Task stored);
    }

    Task change(Task task, ChangeKey key, Taking taking) {
        var decision = ledgers.change(task.id(), key, ReplyCodec.done(), taking::step);
        if (decision instanceof Decision.Accepted<Task, Done, TaskFact>(Task after, var _, var facts, var _)
                && after != null) {
            moved(task, facts);
            return after;
        }
        return task;
    }
}
