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
    private final List<TaskFact> facts = new ArrayList<>();
    private Task task;

    Step(Task before, Instant now, TaskLimits limits) {
        this.before = before;
        this.now = now;
        this.limits = limits;
        this.task = before;
    }

    Task task() {
        return task;
    }

    Instant now() {
        return now;
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
        if (!task.plan().goesOn()) {
            return end(ending);
        }
        TaskState then = task.state() instanceof TaskState.Stopping(Instant asked, var _)
                ? new TaskState.Stopping(asked, null)
                : new TaskState.Scheduled(now);
        task = task.moved(then, task.progress().ended(ending).at(now).told());
        facts.add(new TaskFact(task, ending));
        return this;
    }

    /** All of it is over. */
    Step end(Ending ending) {
        Progress progress = task.progress();
        task = task.moved(new TaskState.Ended(ending), ending.started() == null ? progress : progress.ended(ending));
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
            facts.add(new TaskFact(task, null));
        }
        return new Decision.Accepted<>(task, reply, facts, timers());
    }

    private List<Timer> timers() {
        if (task.state().equals(before.state())) {
            return List.of();
        }
        List<Timer> timers = new ArrayList<>();
        Optional<Instant> next = Looks.next(task, now, limits);
        timers.add(next.<Timer>map(
                        at -> new Timer.Set(Looks.key(task), at, task.id().text()))
                .orElseGet(() -> new Timer.Cancel(Looks.key(task))));
        if (task.status().isFinal()) {
            // whoever dies now, the whole invocation is summed up
            TaskIdentity identity = task.identity();
            timers.add(new Timer.Set("settle/" + task.id(), now, identity.scope() + "/" + identity.invocation()));
        }
        return timers;
    }

    /** Nothing happens. */
    static <R> Decision<Task, R, TaskFact> none(@Nullable Task task, R reply) {
        return new Decision.Accepted<>(task, reply, List.of());
    }
}
