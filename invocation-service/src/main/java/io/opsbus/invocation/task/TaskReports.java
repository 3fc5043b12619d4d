package io.opsbus.invocation.task;

import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.power.ShellGuard;
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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a task its agent reports (agent facts 10). The first end wins; the same report again changes nothing; what
 * comes after the end changes no end either.
 */
public record TaskReports(TaskLimits limits) {
    /** The agent has had this task before. It says nothing of how that went: the first report of it does. */
    private static final String HAD_BEFORE = "-9";

    /**
     * What comes of a report.
     *
     * @param version of the task it is of
     */
    public Decision<Task, ReportAnswer, TaskFact> take(Task task, int version, TaskReport report, Instant now) {
        return switch (task.state()) {
            case Pending _ -> Step.none(task, ReportAnswer.UNKNOWN);
            case Ended(Ending ending, boolean mayRunYet) -> {
                ReportAnswer answer = ending.isToldBy(report) ? ReportAnswer.REPEATED : ReportAnswer.LATE;
                yield mayRunYet && leavesNothing(task, report) && !isOfWhatWasChanged(task, version, report)
                        ? new Decision.Accepted<>(
                                task.moved(new Ended(ending, false), task.progress()), answer, List.of())
                        : Step.none(task, answer);
            }
            case Scheduled _ when task.progress().given() < 0 -> Step.none(task, ReportAnswer.UNKNOWN);
            case Delivered _, Scheduled _, Running _, Stopping _ ->
                hearing(
                        task,
                        version,
                        isOfWhatWasChanged(task, version, report)
                                ? outdated(task, report, new Step(task, now, limits))
                                : open(task, report, new Step(task, now, limits, isChangedSince(task, version))));
        };
    }

    /** Whether what is repeated was changed since that version. What runs once is what it was when it began. */
    private static boolean isChangedSince(Task task, int version) {
        return task.plan().mode().isRepeated() && version < task.version();
    }

    /**
     * Whether it says that all is over of what was changed since: it names an older version than the one its agent is to have,
     * or, when all of it is to end, than the one it was given last.
     */
    private static boolean isOfWhatWasChanged(Task task, int version, TaskReport report) {
        boolean isOfAll =
                report instanceof TaskReport.Invalid || (report instanceof TaskReport.Stopped it && it.completed());
        boolean isToEnd = task.state() instanceof Stopping || task.state() instanceof Ended;
        return isOfAll
                && isChangedSince(task, version)
                && (!isToEnd || version < task.progress().given());
    }

    /** The task goes on as it was changed; no run of what it was before is under way any more. */
    private static Decision<Task, ReportAnswer, TaskFact> outdated(Task task, TaskReport report, Step step) {
        return report instanceof TaskReport.Stopped
                        && task.state() instanceof Running(Instant start, var _)
                        && task.progress().heard() < task.version()
                // the end of its last run was lost
                ? step.endRun(Ending.interrupted(start, step.now())).reply(ReportAnswer.TAKEN)
                : Step.none(task, ReportAnswer.TAKEN);
    }

    /** A report that moves its task says which version of it the agent has. */
    private static Decision<Task, ReportAnswer, TaskFact> hearing(
            Task before, int version, Decision<Task, ReportAnswer, TaskFact> decision) {
        return decision
                                instanceof
                                Decision.Accepted<Task, ReportAnswer, TaskFact>(
                                        Task after,
                                        ReportAnswer answer,
                                        var facts,
                                        var timers)
                        && after != null
                        && !after.equals(before)
                ? new Decision.Accepted<>(after.heard(version), answer, facts, timers)
                : decision;
    }

    private static Decision<Task, ReportAnswer, TaskFact> open(Task task, TaskReport report, Step step) {
        return switch (report) {
            case TaskReport.Running(Instant start, Chunk output) -> running(task, start, output, step);
            case TaskReport.Finished(Span span, long code, Chunk rest, long dropped) ->
                ended(task, step, span, rest, dropped, Ending.exited(span, meant(task, code, rest), step.now()));
            case TaskReport.TimedOut(Span span, Chunk rest, long dropped) ->
                ended(
                        task,
                        step,
                        span,
                        rest,
                        dropped,
                        Ending.told(TaskStatus.TIMEOUT, ErrorCode.EXECUTION_TIMEOUT, "", span, step.now()));
            case TaskReport.Failed(Span span, String code, String text, Chunk rest, long dropped) ->
                code.equals(HAD_BEFORE)
                        ? Step.none(task, ReportAnswer.TAKEN)
                        : ended(
                                task,
                                step,
                                span,
                                rest,
                                dropped,
                                Ending.told(TaskStatus.ERROR, ErrorCode.EXECUTION_EXCEPTION, text, span, step.now()));
            case TaskReport.Invalid(String parameter, String value) ->
                step.end(Ending.invalid(Causes.ofInvalid(parameter), parameter + ": " + value, step.now()))
                        .reply(ReportAnswer.TAKEN);
            case TaskReport.Stopped stopped -> stopped(task, stopped, step);
            case TaskReport.Verified _ -> Step.none(task, ReportAnswer.TAKEN);
            case TaskReport.FileWritten(boolean success, int code) -> written(task, success, code, step);
            case TaskReport.FileInvalid(String parameter, String value) ->
                task.plan().isFile()
                        ? step.end(Ending.invalid(
                                        Causes.ofFileInvalid(parameter), parameter + ": " + value, step.now()))
                                .reply(ReportAnswer.TAKEN)
                        : Step.none(task, ReportAnswer.UNKNOWN);
        };
    }

    private static Decision<Task, ReportAnswer, TaskFact> running(Task task, Instant start, Chunk chunk, Step step) {
        Output before = task.progress().output();
        return switch (task.state()) {
            case Delivered _, Scheduled _ ->
                isOver(task, start)
                        ? Step.none(task, ReportAnswer.REPEATED)
                        : step.to(new Running(start, step.now()))
                                .with(Output.NONE.and(chunk.bytes(), step.quota()))
                                .reply(ReportAnswer.TAKEN);
            case Running(Instant current, var _) -> {
                if (task.isLast(current) || current.equals(start)) {
                    yield step.with(before.and(chunk.bytes(), step.quota())).reply(ReportAnswer.TAKEN);
                }
                // the end of the run before was lost
                yield step.endRun(Ending.interrupted(current, step.now()))
                        .to(new Running(start, step.now()))
                        .with(Output.NONE.and(chunk.bytes(), step.quota()))
                        .reply(ReportAnswer.TAKEN);
            }
            case Stopping(Instant asked, Instant current) ->
                step.to(new Stopping(asked, current == null ? start : current))
                        .with(before.and(chunk.bytes(), step.quota()))
                        .reply(ReportAnswer.TAKEN);
            case Pending _, Ended _ -> throw new IllegalStateException("not open: " + task.id());
        };
    }

    private static Decision<Task, ReportAnswer, TaskFact> ended(
            Task task, Step step, Span span, Chunk rest, long dropped, Ending ending) {
        if (isOver(task, span.start())) {
            return Step.none(task, ReportAnswer.REPEATED);
        }
        return step.with(wroteBefore(task).end(rest.bytes(), dropped, step.quota()))
                .endRun(ending)
                .reply(ReportAnswer.TAKEN);
    }

    private static Decision<Task, ReportAnswer, TaskFact> stopped(Task task, TaskReport.Stopped report, Step step) {
        // what is to be stopped has stopped, whyever: its agent has nothing of it any more
        if (report.completed() && !(task.state() instanceof Stopping)) {
            return completed(task, step);
        }
        Instant said = report.span().start();
        if (isOver(task, said)) {
            // between two runs the official agent names the one that has ended, and tells its output again
            return step.end(Ending.stopped(started(task), report.description(), step.now()))
                    .reply(ReportAnswer.TAKEN);
        }
        Output output = task.progress().output().end(report.rest().bytes(), report.dropped(), step.quota());
        Instant start = said.equals(Instant.EPOCH) ? started(task) : said;
        return step.with(output)
                .end(Ending.stopped(start, report.description(), step.now()))
                .reply(ReportAnswer.TAKEN);
    }

    /** Only a timetable can be over (agent facts 10, 11): of anything else it would be an end nobody saw. */
    private static Decision<Task, ReportAnswer, TaskFact> completed(Task task, Step step) {
        if (task.plan().mode() != RepeatMode.PERIOD) {
            return Step.none(task, ReportAnswer.UNKNOWN);
        }
        Ending ending = task.state() instanceof Running(Instant start, var _)
                // the end of its last run was lost
                ? Ending.interrupted(start, step.now())
                : TaskSteps.outOfTime(task, step.now());
        return step.end(ending).reply(ReportAnswer.TAKEN);
    }

    private static @Nullable Instant started(Task task) {
        return switch (task.state()) {
            case Running(Instant start, var _) -> start;
            case Stopping(var _, Instant start) -> start;
            case Pending _, Delivered _, Scheduled _, Ended _ -> null;
        };
    }

    private static Decision<Task, ReportAnswer, TaskFact> written(Task task, boolean success, int code, Step step) {
        if (!task.plan().isFile()) {
            return Step.none(task, ReportAnswer.UNKNOWN);
        }
        Instant now = step.now();
        Instant since = task.state() instanceof Delivered(Instant at) ? at : now;
        return step.end(Ending.written(success, code, since, now)).reply(ReportAnswer.TAKEN);
    }

    /** Whether this run of several has ended already. */
    private static boolean isOver(Task task, Instant start) {
        Ending last = task.progress().last();
        return last != null && start.equals(last.started());
    }

    /** What a guarded script ended with; the guard's line may have come in two parts. */
    private static long meant(Task task, long code, Chunk rest) {
        return ShellGuard.meant(
                task.id(),
                code,
                () -> wroteBefore(task).end(rest.bytes(), 0, Integer.MAX_VALUE).bytes());
    }

    private static Output wroteBefore(Task task) {
        boolean isUnderWay = task.state() instanceof Running || task.state() instanceof Stopping;
        return isUnderWay ? task.progress().output() : Output.NONE;
    }

    /** Whether an agent that reports this of a task has nothing of it any more: neither a process nor a timetable. */
    private static boolean leavesNothing(Task task, TaskReport report) {
        return switch (report) {
            // also what an agent says that is to stop what it does not have (agent facts 10)
            case TaskReport.Stopped _, TaskReport.Invalid _ -> true;
            case TaskReport.Finished _, TaskReport.TimedOut _ -> !task.plan().goesOn();
            case TaskReport.Failed failed ->
                !task.plan().goesOn() && !failed.code().equals(HAD_BEFORE);
            case TaskReport.FileWritten _, TaskReport.FileInvalid _ ->
                task.plan().isFile();
            case TaskReport.Running _, TaskReport.Verified _ -> false;
        };
    }
}
