package io.opsbus.invocation.task;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.TaskState.Delivered;
import io.opsbus.invocation.task.TaskState.Ended;
import io.opsbus.invocation.task.TaskState.Pending;
import io.opsbus.invocation.task.TaskState.Running;
import io.opsbus.invocation.task.TaskState.Scheduled;
import io.opsbus.invocation.task.TaskState.Stopping;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One command, or one file, on one instance. Its steps are in {@link TaskSteps} and {@link TaskReports}.
 *
 * @param version of what the agent is given; changed when a periodic task is changed
 */
public record Task(TaskIdentity identity, TaskPlan plan, int version, TaskState state, Progress progress) {
    /** As it is at first: those that wait for a boot are never pending. */
    public static Task fresh(TaskIdentity identity, TaskPlan plan) {
        Instant now = identity.created();
        TaskState first = plan.mode().awaitsBoot() ? new Scheduled(now) : new Pending();
        return new Task(identity, plan, 0, first, Progress.none(now));
    }

    /** Never given to anybody, for this reason. */
    public static Task stillborn(TaskIdentity identity, TaskPlan plan, ErrorCode why) {
        Instant now = identity.created();
        Ending ending = Ending.unrun(TaskStatus.ABORTED, why, now);
        return new Task(identity, plan, 0, new Ended(ending, false), Progress.none(now));
    }

    public TaskId id() {
        return identity.id();
    }

    public TaskStatus status() {
        return state.status();
    }

    /** How it ended, or its last run; null when nothing has. */
    public @Nullable Ending ending() {
        return state instanceof Ended(Ending ending, var _) ? ending : progress.last();
    }

    /** When the run under way started, or the last one; null when none has. */
    public @Nullable Instant started() {
        return switch (state) {
            case Running(Instant start, var _) -> start;
            case Stopping(var _, Instant start) when start != null -> start;
            case Pending _, Delivered _, Scheduled _, Stopping _, Ended _ -> {
                Ending ending = ending();
                yield ending == null ? null : ending.started();
            }
        };
    }

    /**
     * Whether the agent is owed it when it asks.
     *
     * @param starting the agent has just started: what it was told before is forgotten
     * @param booted so has the machine
     */
    public boolean isOwed(boolean starting, boolean booted) {
        return switch (state) {
            case Pending _ -> true;
            // its answer may have been lost; the agent knows what it has (agent facts 8)
            case Delivered _ -> true;
            case Scheduled _ ->
                plan.mode().awaitsBoot() ? booted : starting || progress.given() != version || isUnheard();
            case Running(Instant start, var _) ->
                !isLast(start) && starting && (booted || !plan.mode().awaitsBoot());
            case Stopping _, Ended _ -> false;
        };
    }

    /**
     * Whether its agent was given it as it is now, and has not told of a run of that yet: the list may have been lost on its
     * way.
     */
    public boolean isUnheard() {
        return state instanceof Scheduled
                && !plan.mode().awaitsBoot()
                && progress.given() == version
                && progress.heard() < version;
    }

    /** Its agent tells of this version; of one it was not given it cannot. */
    Task heard(int reported) {
        return moved(state, progress.hearing(Math.min(reported, progress.given())));
    }

    /**
     * Whether the end of a run that started then is the end of the task. A run of an earlier timetable is not the one of an
     * {@code at(…)}; clocks that are set make a timer ring a little early.
     */
    boolean isLast(@Nullable Instant start) {
        Instant only = plan.onlyAt();
        return !plan.goesOn() && (only == null || start == null || !start.isBefore(only.minusSeconds(1)));
    }

    /** Whether its runs are told beside it when they are over. */
    public boolean keepsRuns() {
        return plan.goesOn() || !status().isFinal() || progress.repeats() > 1;
    }

    /** Whether it is over here and its agent, which had it, has not said so. */
    public boolean mayRunYet() {
        return state instanceof Ended(var _, boolean may) && may;
    }

    /** Whether its agent is to hear of it when it is kicked: what it is owed, and what it is to stop. What is over is told apart. */
    public boolean concernsKicks() {
        return isOwed(false, false) || state instanceof Stopping;
    }

    /** Whether it is to be told of this edition of what its invocation does: it has runs before it, and was told an older one. */
    public boolean isBehind(int edition) {
        boolean goesOn = switch (state) {
            case Pending _, Scheduled _, Running _ -> true;
            case Delivered _, Stopping _, Ended _ -> false;
        };
        return goesOn && plan.edition() < edition;
    }

    Task moved(TaskState now, Progress then) {
        return new Task(identity, plan, version, now, then);
    }

    /** The same with another version for the agent. */
    Task renewed(TaskPlan changed) {
        return new Task(identity, changed, version + 1, state, progress);
    }
}
