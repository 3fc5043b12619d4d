package io.opsbus.invocation.task;

import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.TaskState.Delivered;
import io.opsbus.invocation.task.TaskState.Ended;
import io.opsbus.invocation.task.TaskState.Pending;
import io.opsbus.invocation.task.TaskState.Running;
import io.opsbus.invocation.task.TaskState.Scheduled;
import io.opsbus.invocation.task.TaskState.Stopping;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.List;

/**
 * The steps of a task that are not reports of its agent: it is given out, stopped, looked at when its time has come, or
 * loses its instance.
 */
public record TaskSteps(TaskLimits limits) {

    /** The agent asks for what it is owed; the reply is whether it gets this task. */
    public Decision<Task, Boolean, TaskFact> give(Task task, boolean starting, boolean booted, Instant now) {
        if (!task.isOwed(starting, booted)) {
            return lostWithTheAgent(task, starting, now);
        }
        Step step = new Step(task, now, limits);
        switch (task.state()) {
            case Pending _ -> {
                TaskState given = task.plan().mode() == RepeatMode.PERIOD ? new Scheduled(now) : new Delivered(now);
                step.to(given).giving();
            }
            case Scheduled _ -> {
                boolean once = task.plan().mode() == RepeatMode.NEXT_REBOOT_ONLY;
                step.to(once ? new Delivered(now) : task.state()).giving();
            }
            case Running(Instant start, var _) ->
                step.endRun(Ending.interrupted(start, now)).giving();
            case Delivered _ -> step.giving();
            case Stopping _, Ended _ -> throw new IllegalStateException("not owed: " + task.id());
        }
        return step.reply(true);
    }

    /** An agent that starts runs nothing yet: what ran is gone, and nobody will report it (agent facts 8). */
    private Decision<Task, Boolean, TaskFact> lostWithTheAgent(Task task, boolean starting, Instant now) {
        return starting && task.state() instanceof Running(Instant start, var _)
                ? new Step(task, now, limits)
                        .endRun(Ending.interrupted(start, now))
                        .reply(false)
                : Step.none(task, false);
    }

    /**
     * The agent asks for what cannot be given to it any more: its instance is not as it was. What the agent may have already
     * is not touched.
     */
    public Decision<Task, Done, TaskFact> unfit(Task task, boolean starting, boolean booted, String why, Instant now) {
        if (!task.isOwed(starting, booted) || task.state() instanceof Delivered) {
            return Step.none(task, Done.DONE);
        }
        Instant start = task.state() instanceof Running(Instant begun, var _) ? begun : null;
        return new Step(task, now, limits)
                .giveUp(new Ending(TaskStatus.INVALID, 0, ErrorCode.COMMAND_NOT_APPLICABLE, why, start, now))
                .reply(Done.DONE);
    }

    /**
     * Its owner stops it (guide 2.3.6): what nobody has is cancelled, what an agent has is ended by the agent. What waits for
     * the next boot is over at once; its agent may have it in its queue of this one. The reply is whether the agent must be told.
     */
    public Decision<Task, Boolean, TaskFact> stop(Task task, Instant now) {
        Step step = new Step(task, now, limits);
        boolean isOut = task.progress().given() >= 0;
        return switch (task.state()) {
            case Pending _ ->
                step.end(Ending.unrun(TaskStatus.CANCELLED, null, now)).reply(false);
            case Scheduled _ ->
                isOut && !task.plan().mode().awaitsBoot()
                        ? step.to(new Stopping(now, null)).reply(true)
                        : step.giveUp(Ending.unrun(TaskStatus.CANCELLED, null, now))
                                .reply(isOut);
            case Delivered _ -> step.to(new Stopping(now, null)).reply(true);
            case Running(Instant start, var _) ->
                step.to(new Stopping(now, start)).reply(true);
            case Stopping _ -> Step.none(task, true);
            case Ended(var _, boolean mayRunYet) -> Step.none(task, mayRunYet);
        };
    }

    /** Its time has come, or may have: nothing is done too early, whatever woke it. */
    public Decision<Task, Done, TaskFact> look(Task task, AgentSight agent, Instant now) {
        Step step = new Step(task, now, limits);
        boolean isLost = !agent.isAlive(now, limits.silence());
        return switch (task.state()) {
            case Pending _ ->
                Looks.next(task, now, limits).orElseThrow().isAfter(now)
                        ? again(task, now)
                        : step.end(Ending.unrun(TaskStatus.ABORTED, undelivered(task, agent, isLost), now))
                                .reply(Done.DONE);
            case Delivered(Instant at) -> late(step, at, at, isLost);
            case Running(Instant start, Instant since) -> late(step, start, since, isLost);
            case Scheduled _ -> {
                Instant at = task.plan().end();
                yield at == null || Looks.deadline(task, at, limits).isAfter(now)
                        ? again(task, now)
                        : step.end(outOfTime(task, now)).reply(Done.DONE);
            }
            case Stopping(Instant asked, Instant start) ->
                asked.plus(limits.grace()).isAfter(now)
                        ? again(task, now)
                        : step.giveUp(Ending.stopped(start, "", now)).reply(Done.DONE);
            case Ended _ -> Step.none(task, Done.DONE);
        };
    }

    /**
     * Its timetable is over. That its agent says so may be lost; one that was told too late says nothing at all (agent facts
     * 10.1). Of one that never ran nobody knows that it went well.
     */
    static Ending outOfTime(Task task, Instant now) {
        Ending last = task.progress().last();
        return last == null
                ? Ending.unrun(TaskStatus.ABORTED, ErrorCode.CLIENT_NOT_RESPONSE, now)
                // it went as its last run did
                : new Ending(last.status(), last.exitCode(), last.error(), "", null, now);
    }

    /** It is over here; where its agent has it in a queue, or was cut off, it may begin yet, or go on. */
    private Decision<Task, Done, TaskFact> late(Step step, Instant start, Instant since, boolean isLost) {
        Instant now = step.now();
        boolean isOver = !Looks.deadline(step.task(), since, limits).isAfter(now);
        if (isOver) {
            return step.giveUpRun(new Ending(TaskStatus.TIMEOUT, 0, ErrorCode.EXECUTION_TIMEOUT, "", start, now))
                    .reply(Done.DONE);
        }
        return isLost ? step.giveUpRun(Ending.interrupted(start, now)).reply(Done.DONE) : again(step.task(), now);
    }

    private static ErrorCode undelivered(Task task, AgentSight agent, boolean isLost) {
        if (agent.hasRefused(task.identity().created())) {
            return ErrorCode.CLIENT_IS_UPGRADING;
        }
        if (isLost) {
            return ErrorCode.CLIENT_NOT_RUNNING;
        }
        return agent.connected() ? ErrorCode.CLIENT_NOT_RESPONSE : ErrorCode.DELIVERY_TIMEOUT;
    }

    /** Too early: the same, and another look. */
    private Decision<Task, Done, TaskFact> again(Task task, Instant now) {
        return new Decision.Accepted<>(task, Done.DONE, List.of(), List.of(Looks.timer(task, now, limits)));
    }

    /** Its instance is switched off: what waits for a boot or on a timetable goes on waiting. */
    public Decision<Task, Done, TaskFact> instanceStopped(Task task, Instant now) {
        Step step = new Step(task, now, limits);
        return switch (task.state()) {
            case Pending _ ->
                step.end(Ending.unrun(TaskStatus.ABORTED, ErrorCode.INSTANCE_NOT_RUNNING, now))
                        .reply(Done.DONE);
            case Delivered(Instant at) ->
                step.endRun(Ending.interrupted(at, now)).reply(Done.DONE);
            case Running(Instant start, var _) ->
                step.endRun(Ending.interrupted(start, now)).reply(Done.DONE);
            case Stopping(var _, Instant start) ->
                step.end(Ending.stopped(start, "", now)).reply(Done.DONE);
            case Scheduled _, Ended _ -> Step.none(task, Done.DONE);
        };
    }

    /** Its instance is no more. */
    public Decision<Task, Done, TaskFact> instanceGone(Task task, ErrorCode why, Instant now) {
        Step step = new Step(task, now, limits);
        return switch (task.state()) {
            case Pending _, Scheduled _ ->
                step.end(Ending.unrun(TaskStatus.ABORTED, why, now)).reply(Done.DONE);
            case Delivered(Instant at) ->
                step.end(new Ending(TaskStatus.ERROR, 0, why, "", at, now)).reply(Done.DONE);
            case Running(Instant start, var _) ->
                step.end(new Ending(TaskStatus.ERROR, 0, why, "", start, now)).reply(Done.DONE);
            case Stopping(var _, Instant start) ->
                step.end(Ending.stopped(start, "", now)).reply(Done.DONE);
            case Ended _ -> Step.none(task, Done.DONE);
        };
    }

    /** What it does was changed; an agent that has it on its timetable is given it anew. */
    public Decision<Task, Boolean, TaskFact> change(Task task, TaskPlan plan, Instant now) {
        boolean isOpen = switch (task.state()) {
            case Pending _, Scheduled _, Running _ -> true;
            case Delivered _, Stopping _, Ended _ -> false;
        };
        if (!isOpen) {
            return Step.none(task, false);
        }
        Task renewed = task.renewed(plan);
        // a timetable that may have an end now, or had one
        List<Timer> timers = task.state() instanceof Scheduled ? List.of(Looks.timer(renewed, now, limits)) : List.of();
        return new Decision.Accepted<>(renewed, true, List.of(), timers);
    }

    /** What it does was changed to what its agent is too old for (API facts 3.5). An agent that has it as it was is to end it. */
    public Decision<Task, Done, TaskFact> needsUpgrade(Task task, Instant now) {
        Instant start = task.state() instanceof Running(Instant begun, var _) ? begun : null;
        return switch (task.state()) {
            case Pending _, Scheduled _, Running _ ->
                new Step(task, now, limits)
                        .giveUp(new Ending(TaskStatus.ABORTED, 0, ErrorCode.CLIENT_NEED_UPGRADE, "", start, now))
                        .reply(Done.DONE);
            case Delivered _, Stopping _, Ended _ -> Step.none(task, Done.DONE);
        };
    }
}
