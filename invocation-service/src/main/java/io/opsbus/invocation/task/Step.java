package io.opsbus.invocation.task;

import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a task in the making: the state before, and what came so far. */
final class Step {
    private final Task before;
    private final Instant now;
    private final TaskLimits limits;
    private final boolean isOfAnOlderVersion;
    private final List<TaskFact> facts = new ArrayList<>();
    private Task task;

    Step(Task before, Instant now, TaskLimits limits) {
        this(before, now, limits, false);
    }

    /**
     * The step a report asks for.
     *
     * @param isOfAnOlderVersion the task was changed since: no run it tells of is the last one
     */
    Step(Task before, Instant now, TaskLimits limits, boolean isOfAnOlderVersion) {
        this.before = before;
        this.now = now;
        this.limits = limits;
        this.isOfAnOlderVersion = isOfAnOlderVersion;
        this.task = before;
    }

    Task task() {
        return task;
    }

    Instant now() {
        return now;
    }

    /** Most bytes of output that are kept. */
    int quota() {
        return limits.outputBytes();
    }

    Step to(TaskState state) {
        task = task.moved(state, task.progress());
        return this;
    }

    Step with(Output output) {
        task = task.moved(task.state(), task.progress().with(output));
        return this;
    }

    Step giving() {
        task = task.moved(task.state(), task.progress().giving(task.version()));
        return this;
    }

    /** One run is over. A task that goes on waits for the next; one that is being stopped waits for that. */
    Step endRun(Ending ending) {
        if (!isOfAnOlderVersion && task.isLast(ending.started())) {
            return end(ending);
        }
        TaskState then = task.state() instanceof TaskState.Stopping(Instant asked, var _)
                ? new TaskState.Stopping(asked, null)
                : new TaskState.Scheduled(now);
        task = task.moved(then, task.progress().ended(ending).at(now).told());
        facts.addAll(TaskFact.of(task, ending));
        return this;
    }

    /** One run is over here; an agent that has it has not said so. */
    Step giveUpRun(Ending ending) {
        return task.isLast(ending.started()) ? giveUp(ending) : endRun(ending);
    }

    /** All of it is over. */
    Step end(Ending ending) {
        return end(ending, false);
    }

    /** All of it is over here; an agent that was given it has not said so. */
    Step giveUp(Ending ending) {
        return end(ending, task.progress().given() >= 0);
    }

    private Step end(Ending ending, boolean mayRunYet) {
        Progress progress = task.progress();
        task = task.moved(
                new TaskState.Ended(ending, mayRunYet), ending.started() == null ? progress : progress.ended(ending));
        return this;
    }

    /** The decision: facts of what is told, and when to look next. */
    <R> Decision<Task, R, TaskFact> reply(R reply) {
        if (task.equals(before)) {
            return new Decision.Accepted<>(before, reply, List.of());
        }
        Progress progress = task.progress().at(now);
        boolean another = task.status() != before.status() && facts.isEmpty();
        task = task.moved(task.state(), another ? progress.told() : progress);
        if (another) {
            facts.addAll(TaskFact.of(task, null));
        }
        return new Decision.Accepted<>(task, reply, facts, timers());
    }

    private List<Timer> timers() {
        if (task.state().equals(before.state())) {
            return List.of();
        }
        Optional<Instant> next = Looks.next(task, now, limits);
        if (next.isPresent() && isArmedBefore(next.get())) {
            return List.of();
        }
        return List.of(Looks.timer(task, now, limits));
    }

    /** A look that comes sooner than it must finds nothing to do and sets the next one: cheaper than to move it each time. */
    private boolean isArmedBefore(Instant next) {
        return before.state() instanceof TaskState.Delivered
                && Looks.next(before, before.progress().updated(), limits)
                        .filter(armed -> armed.isAfter(now) && !armed.isAfter(next))
                        .isPresent();
    }

    /** Nothing happens. */
    static <R> Decision<Task, R, TaskFact> none(@Nullable Task task, R reply) {
        return new Decision.Accepted<>(task, reply, List.of());
    }
}
