package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.Orders;
import io.opsbus.invocation.control.order.Rest;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final Rest rest;

    /**
     * Over these ledgers.
     *
     * @param desk where tasks are changed
     * @param fresh ids nobody had before
     * @param rest what lists have no room for
     */
    Giving(TaskDesk desk, Ledgers ledgers, Reads reads, Supplier<String> fresh, TaskSteps steps, Rest rest) {
        this.desk = desk;
        this.ledgers = ledgers;
        this.reads = reads;
        this.fresh = fresh;
        this.steps = steps;
        this.rest = rest;
    }

    /**
     * How an agent asks.
     *
     * @param starting it has just started
     * @param booted so has its machine
     */
    private record Asked(
            boolean starting, boolean booted, Optional<TaskId> wanted, Handover handover, Rest rest, Instant now) {
        boolean isOwed(Task task) {
            return task.isOwed(starting, booted);
        }

        boolean isLeft(Task task) {
            return rest.has(task.identity().instance(), task.id());
        }

        Turn turn(Open one) {
            Task task = one.task();
            boolean isNamed = wanted.equals(Optional.of(task.id()));
            return switch (task.state()) {
                case TaskState.Pending _ -> isNamed ? Turn.FIRST : Turn.OWED;
                case TaskState.Delivered _ -> {
                    boolean isLost = handover.isLost(task.id());
                    if (!isLost
                            && !task.plan().isFile()
                            && !handover.repeats(Orders.user(one.invocation().work()))) {
                        yield Turn.NONE;
                    }
                    boolean isNext = isLost || isNamed;
                    yield isNext ? Turn.FIRST : starting || isLeft(task) ? Turn.OWED : Turn.AGAIN;
                }
                case TaskState.Scheduled _, TaskState.Running _ -> {
                    boolean isFirst = starting || isNamed;
                    yield isFirst ? Turn.FIRST : task.isUnheard() ? Turn.AGAIN : Turn.OWED;
                }
                case TaskState.Stopping _, TaskState.Ended _ -> Turn.OWED;
            };
        }
    }

    /** When what an agent may be given is put into a list that has room for a part of it. */
    private enum Turn {
        /**
         * Whether there is room or not: what comes in no later list, timetables of an agent that has just started (agent facts 11) and what
         * waits for a boot, and what this list is asked for.
         */
        FIRST,
        /** In their order; for what is left the agent is kicked. */
        OWED,
        /** What it was given and has told nothing of, where room is left: it is kicked for each of them by itself. */
        AGAIN,
        /** It may run this again, and is not given it. */
        NONE
    }

    TaskList startup(InstanceId instance, boolean booted, Handover handover, Instant now) {
        var asked = new Asked(true, booted, Optional.empty(), handover, rest, now);
        return list(instance, reads.invocations().ofAgent(instance, STOPS), asked);
    }

    /**
     * A kick names one task; whatever else was never given, or told to end a moment ago, goes with it, so that a lost kick does no harm.
     */
    TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover, Instant now) {
        var asked = new Asked(false, false, wanted, handover, rest, now);
        List<Open> open = reads.invocations().owed(instance, wanted, STOPS_BESIDE).stream()
                .filter(one -> wanted.isEmpty()
                        || wanted.get().equals(one.task().id())
                        || isNews(one.task(), now)
                        || asked.isLeft(one.task()))
                .toList();
        TaskList list = list(instance, open, asked);
        return wanted.filter(id -> isStray(instance, id, open))
                .map(list::ending)
                .orElse(list);
    }

    /** It was kicked for a task that is not here: it has told of it, and is to end it. */
    private boolean isStray(InstanceId instance, TaskId id, List<Open> open) {
        return open.stream().noneMatch(one -> one.task().id().equals(id))
                && !reads.invocations().has(instance, id);
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
        List<Task> left = new ArrayList<>();
        inTurn(open, asked)
                .forEach((turn, those) -> those.forEach(one -> {
                    if (!tryOrder(one, turn, orders, asked) && turn == Turn.OWED) {
                        left.add(one.task());
                    }
                }));
        rest.listed(instance, asked.starting, left);
        return orders.list(open.stream().map(one -> one.task().id()).toList());
    }

    private static Map<Turn, List<Open>> inTurn(List<Open> open, Asked asked) {
        Map<Turn, List<Open>> all = new EnumMap<>(Turn.class);
        open.forEach(one ->
                all.computeIfAbsent(asked.turn(one), _ -> new ArrayList<>()).add(one));
        all.remove(Turn.NONE);
        return all;
    }

    /** False when there is no room for it. */
    private boolean tryOrder(Open one, Turn turn, Orders orders, Asked asked) {
        try {
            return order(one, turn, orders, asked);
        } catch (Ledger.Unavailable | StoreAway away) {
            throw away;
        } catch (RuntimeException broken) {
            // one task must not keep the others from their agent
            LOGGER.atError()
                    .addKeyValue("taskId", one.task().id())
                    .addKeyValue("instanceId", one.task().identity().instance())
                    .setCause(broken)
                    .log("a task cannot be given to its agent");
            return true;
        }
    }

    private boolean order(Open one, Turn turn, Orders orders, Asked asked) {
        Task task = one.task();
        if (task.state() instanceof TaskState.Stopping || task.mayRunYet()) {
            toldStops.told(task.id(), asked.now);
            orders.stop(one);
            return true;
        }
        if (!asked.isOwed(task)) {
            give(one, orders, asked);
            return true;
        }
        if (turn != Turn.FIRST && orders.isFull()) {
            return false;
        }
        Optional<String> unfit = orders.unfit(one);
        if (unfit.isEmpty()) {
            boolean hasRoom = orders.hasRoomFor(one, turn == Turn.FIRST);
            if (hasRoom) {
                give(one, orders, asked);
            }
            return hasRoom;
        }
        if (!task.isUnheard() || asked.starting) {
            end(one, unfit.get(), orders, asked);
        }
        // else its agent may have it as it was given
        return true;
    }

    private void end(Open one, String unfit, Orders orders, Asked asked) {
        Task after = desk.change(
                one.task(),
                ChangeKey.once(fresh.get()),
                stored -> steps.unfit(stored, asked.starting, asked.booted, unfit, asked.now));
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
