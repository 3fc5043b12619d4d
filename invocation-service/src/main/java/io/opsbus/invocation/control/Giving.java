package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.Orders;
import io.opsbus.invocation.control.recent.ToldStops;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.query.Invocations.Open;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.task.TaskSteps;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent is given when it asks. */
final class Giving {
    private static final Logger LOGGER = LoggerFactory.getLogger(Giving.class);
    /** Tasks an agent is told again to stop, in one answer; what is more comes with a later one, or when it reports one. */
    private static final int STOPS = 100;
    /** Beside what a kick was for: of a thousand agents that are kicked at once each answers all it is told. */
    private static final int STOPS_BESIDE = 20;

    private final TaskDesk desk;
    private final Ledgers ledgers;
    private final Reads reads;
    private final Supplier<String> fresh;
    private final TaskSteps steps;
    private final ToldStops toldStops = new ToldStops();

    /**
     * Over these ledgers.
     *
     * @param desk where tasks are changed
     * @param fresh ids nobody had before
     */
    Giving(TaskDesk desk, Ledgers ledgers, Reads reads, Supplier<String> fresh, TaskSteps steps) {
        this.desk = desk;
        this.ledgers = ledgers;
        this.reads = reads;
        this.fresh = fresh;
        this.steps = steps;
    }

    /**
     * How an agent asks.
     *
     * @param starting it has just started
     * @param booted so has its machine
     */
    private record Asked(boolean starting, boolean booted, Handover handover, Instant now) {
        boolean isOwed(Task task) {
            return task.isOwed(starting, booted);
        }
    }

    TaskList startup(InstanceId instance, boolean booted, Handover handover, Instant now) {
        return list(instance, reads.invocations().ofAgent(instance, STOPS), new Asked(true, booted, handover, now));
    }

    /**
     * A kick names one task; whatever else was never given, or told to end a moment ago, goes with it, so that a lost kick does no harm.
     */
    TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover, Instant now) {
        List<Open> open = reads.invocations().owed(instance, wanted, STOPS_BESIDE).stream()
                .filter(one ->
                        wanted.isEmpty() || wanted.get().equals(one.task().id()) || isNews(one.task(), now))
                .toList();
        return list(instance, open, new Asked(false, false, handover, now));
    }

    private boolean isNews(Task task, Instant now) {
        return switch (task.state()) {
            case TaskState.Delivered _ -> false;
            case TaskState.Stopping _, TaskState.Ended _ -> !toldStops.isRecent(task.id(), now);
            case TaskState.Pending _, TaskState.Scheduled _, TaskState.Running _ -> true;
        };
    }

    private TaskList list(InstanceId instance, List<Open> open, Asked asked) {
        Optional<KnownInstance> known =
                open.isEmpty() ? Optional.empty() : reads.fleet().instance(instance);
        if (known.isEmpty()) {
            return TaskList.EMPTY;
        }
        var orders = new Orders(known.get(), steps.limits());
        for (Open one : open) {
            try {
                order(one, orders, asked);
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

    private void order(Open one, Orders orders, Asked asked) {
        Task task = one.task();
        if (task.state() instanceof TaskState.Stopping || task.mayRunYet()) {
            toldStops.told(task.id(), asked.now);
            orders.stop(one);
            return;
        }
        Optional<String> unfit = asked.isOwed(task) ? orders.unfit(one) : Optional.empty();
        if (unfit.isEmpty()) {
            give(one, orders, asked);
            return;
        }
        if (task.isUnheard() && !asked.starting) {
            // its agent may have it as it was given
            return;
        }
        Task after = desk.change(
                task,
                ChangeKey.once(fresh.get()),
                stored -> steps.unfit(stored, asked.starting, asked.booted, unfit.get(), asked.now));
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
    private void give(Open one, Orders orders, Asked asked) {
        Task task = one.task();
        boolean isLost = asked.starting && task.state() instanceof TaskState.Running;
        if (!asked.isOwed(task) && !isLost) {
            return;
        }
        if (task.state() instanceof TaskState.Delivered || task.isUnheard()) {
            orders.add(task, work(one, task), task.state() instanceof TaskState.Delivered);
            return;
        }
        var wasGiven = new AtomicBoolean();
        var decision = ledgers.change(task.id(), ChangeKey.once(fresh.get()), InvocationDesk.YES_OR_NO, current -> {
            wasGiven.set(current.state() instanceof TaskState.Delivered);
            return steps.give(current, asked.starting, asked.booted, asked.now);
        });
        if (decision
                instanceof Decision.Accepted<Task, Boolean, TaskFact>(Task after, Boolean gets, var facts, var _)) {
            if (gets && after != null && !wasGiven.get()) {
                asked.handover.given(task.id());
            }
            desk.moved(task, facts);
            if (gets && after != null) {
                orders.add(after, work(one, after), wasGiven.get());
            }
        }
    }
}
