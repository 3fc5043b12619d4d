package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.query.Invocations.Open;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.task.AgentSight;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.task.TaskReports;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tasks are given to their agents, and where it is told what became of them. */
public final class TaskDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(TaskDesk.class);
    /** Tasks an agent is told again to stop, in one answer; what is more comes with the next, or when it reports one. */
    private static final int STOPS = 100;

    private static final ReplyCodec<ReportAnswer> ANSWERS = ReplyCodec.of(ReportAnswer::name, ReportAnswer::valueOf);

    private final Ledgers ledgers;
    private final Reads reads;
    private final Settling settling;
    private final Kicks kicks;
    private final Supplier<String> fresh;
    private final TaskSteps steps;
    private final TaskReports reports;

    /**
     * Over these ledgers.
     *
     * @param fresh ids nobody had before
     */
    public TaskDesk(
            Ledgers ledgers, Reads reads, Settling settling, Kicks kicks, Supplier<String> fresh, TaskLimits limits) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.settling = settling;
        this.kicks = kicks;
        this.fresh = fresh;
        this.steps = new TaskSteps(limits);
        this.reports = new TaskReports(limits);
    }

    TaskList startup(InstanceId instance, boolean booted, Instant now) {
        return list(instance, reads.invocations().ofAgent(instance, STOPS), true, booted, now);
    }

    /** A kick names one task; whatever else was never given or stopped goes with it, so that a lost kick does no harm. */
    TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Instant now) {
        List<Open> open = reads.invocations().ofAgent(instance, STOPS).stream()
                .filter(one -> wanted.isEmpty()
                        || wanted.get().equals(one.task().id())
                        || !(one.task().state() instanceof TaskState.Delivered))
                .toList();
        return list(instance, open, false, false, now);
    }

    private TaskList list(InstanceId instance, List<Open> open, boolean starting, boolean booted, Instant now) {
        Optional<KnownInstance> known =
                open.isEmpty() ? Optional.empty() : reads.fleet().instance(instance);
        if (known.isEmpty()) {
            return TaskList.EMPTY;
        }
        var orders = new Orders(known.get(), steps.limits());
        for (Open one : open) {
            try {
                order(one, orders, starting, booted, now);
            } catch (Ledger.Unavailable | StoreAway away) {
                throw away;
            } catch (RuntimeException broken) {
                // one task must not keep the others from their agent
                LOGGER.atError()
                        .addKeyValue("taskId", one.task().id())
                        .addKeyValue("instanceId", instance)
                        .setCause(broken)
                        .log("a task cannot be given to its agent");
            }
        }
        return orders.list();
    }

    private void order(Open one, Orders orders, boolean starting, boolean booted, Instant now) {
        Task task = one.task();
        if (task.state() instanceof TaskState.Stopping || task.mayRunYet()) {
            orders.stop(one);
            return;
        }
        Optional<String> unfit = task.isOwed(starting, booted) ? orders.unfit(one) : Optional.empty();
        if (unfit.isEmpty()) {
            give(one, orders, starting, booted, now);
            return;
        }
        if (task.isUnheard() && !starting) {
            // its agent may have it as it was given
            return;
        }
        Task after = change(
                task, ChangeKey.once(fresh.get()), stored -> steps.unfit(stored, starting, booted, unfit.get(), now));
        if (after.mayRunYet()) {
            orders.stop(one);
        }
    }

    /** What is to be done; read again if it was changed since the task was read. */
    private Work work(Open read, Task given) {
        boolean isOld = given.version() != read.task().version();
        return isOld
                ? reads.invocations()
                        .find(given.identity().scope(), given.identity().invocation())
                        .orElse(read.invocation())
                        .work()
                : read.invocation().work();
    }

    /** Orders the task as it was given, unless the agent does not get it. */
    private void give(Open one, Orders orders, boolean starting, boolean booted, Instant now) {
        Task task = one.task();
        boolean isLost = starting && task.state() instanceof TaskState.Running;
        if (!task.isOwed(starting, booted) && !isLost) {
            return;
        }
        if (task.state() instanceof TaskState.Delivered || task.isUnheard()) {
            orders.add(task, work(one, task), task.state() instanceof TaskState.Delivered);
            return;
        }
        var wasGiven = new AtomicBoolean();
        var decision = ledgers.tasks()
                .change(task.id(), ChangeKey.once(fresh.get()), InvocationDesk.YES_OR_NO, stored -> {
                    Task current = InvocationDesk.orGone(stored, task);
                    wasGiven.set(current.state() instanceof TaskState.Delivered);
                    return steps.give(current, starting, booted, now);
                });
        if (decision
                instanceof Decision.Accepted<Task, Boolean, TaskFact>(Task after, Boolean gets, var facts, var _)) {
            moved(task, facts);
            if (gets && after != null) {
                orders.add(after, work(one, after), wasGiven.get());
            }
        }
    }

    private void moved(Task task, List<TaskFact> facts) {
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
                } else if (answer == ReportAnswer.TAKEN
                        && after.state() instanceof TaskState.Scheduled
                        && after.isOwed(false, false)) {
                    // it was changed while it ran, or the list with the change was lost: the agent runs what it had
                    kicks.kick(new Kick.Run(instance, id));
                }
                yield answer;
            }
            case Decision.Accepted<Task, ReportAnswer, TaskFact> _, Decision.Refused<Task, ReportAnswer, TaskFact> _ ->
                ReportAnswer.UNKNOWN;
        };
    }

    /** There is no such task, or it is another instance's: to who asks that is the same. */
    private record NotItsTask() implements Refusal {}

    /** Looks at a task whose time may have come; an agent that is to stop it and has not said so is told again. */
    void look(Task task, ChangeKey key, Instant now) {
        var agent = reads.agents()
                .presence(task.identity().instance())
                .map(presence -> presence.sight())
                .orElse(AgentSight.NEVER);
        Task after = change(task, key, stored -> steps.look(stored, agent, now));
        if (after.state() instanceof TaskState.Stopping || after.mayRunYet()) {
            kicks.kick(new Kick.Stop(task.identity().instance(), task.id()));
        }
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

    private interface Taking {
        Decision<Task, Done, TaskFact> step(Task stored);
    }

    private Task change(Task task, ChangeKey key, Taking taking) {
        var decision =
                ledgers.tasks().change(task.id(), key, stored -> taking.step(InvocationDesk.orGone(stored, task)));
        if (decision instanceof Decision.Accepted<Task, Done, TaskFact>(Task after, var _, var facts, var _)
                && after != null) {
            moved(task, facts);
            return after;
        }
        return task;
    }
}
