package io.opsbus.invocation.task;

import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/** When a task must be looked at without anybody telling of it. */
final class Looks {
    private Looks() {}

    /** The key of the timer. */
    private static String key(Task task) {
        return "look/" + task.id();
    }

    /** The next time; empty when only others can move it. */
    static Optional<Instant> next(Task task, Instant now, TaskLimits limits) {
        return switch (task.state()) {
            case TaskState.Pending _ -> Optional.of(task.identity().created().plus(limits.delivery()));
            case TaskState.Delivered(Instant at) -> Optional.of(sooner(deadline(task, at, limits), now, limits));
            case TaskState.Running(var _, Instant since) ->
                Optional.of(sooner(deadline(task, since, limits), now, limits));
            case TaskState.Scheduled _ -> Optional.ofNullable(task.plan().end()).map(at -> deadline(task, at, limits));
            case TaskState.Stopping(Instant asked, var _) -> Optional.of(reminder(asked, now, limits));
            case TaskState.Ended _ -> Optional.empty();
        };
    }

    /** Wakes it then, and not before; no timer when only others can move it. */
    static Timer timer(Task task, Instant now, TaskLimits limits) {
        return next(task, now, limits)
                .<Timer>map(at -> new Timer.Set(key(task), at, task.id().text()))
                .orElseGet(() -> new Timer.Cancel(key(task)));
    }

    /** A kick to stop may be lost as any other: the agent is told again twice before it is given up, and then. */
    private static Instant reminder(Instant asked, Instant now, TaskLimits limits) {
        return IntStream.of(12, 3)
                .mapToObj(part -> asked.plus(limits.grace().dividedBy(part)))
                .filter(at -> at.isAfter(now))
                .findFirst()
                .orElse(asked.plus(limits.grace()));
    }

    /** A run that began then must have ended by now. */
    static Instant deadline(Task task, Instant began, TaskLimits limits) {
        return began.plus(task.plan().timeout()).plus(limits.grace());
    }

    /** A lost agent is noticed before the deadline. */
    private static Instant sooner(Instant deadline, Instant now, TaskLimits limits) {
        Instant check = now.plus(limits.silence());
        return check.isBefore(deadline) ? check : deadline;
    }
}
