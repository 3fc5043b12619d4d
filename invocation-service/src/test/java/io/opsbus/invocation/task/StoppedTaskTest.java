package io.opsbus.invocation.task;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A task that was stopped while its agent could not be told: it is over here, and may run there (guide 2.3.6). */
class StoppedTaskTest {
    private static final TaskSteps STEPS = new TaskSteps(TaskLimits.DEFAULT);
    private static final TaskReports REPORTS = new TaskReports(TaskLimits.DEFAULT);
    private static final Instant LATER = NOON.plusSeconds(600);
    private static final Span SPAN = new Span(NOON.plusSeconds(500), LATER);

    private static Decision.Accepted<Task, ?, TaskFact> accepted(Decision<Task, ?, TaskFact> decision) {
        if (decision instanceof Decision.Accepted<Task, ?, TaskFact> yes) {
            return yes;
        }
        throw new AssertionError("tasks refuse nothing: " + decision);
    }

    private static Task after(Decision<Task, ?, TaskFact> decision) {
        return Objects.requireNonNull(accepted(decision).state());
    }

    private static Task stopping(RepeatMode mode) {
        Task given = after(STEPS.give(Given.task(1, mode, LINUX), false, false, NOON));
        return after(STEPS.stop(given, NOON));
    }

    private static Task givenUp(RepeatMode mode) {
        return after(STEPS.look(stopping(mode), AgentSight.NEVER, NOON.plusSeconds(60)));
    }

    @Test
    void theAgentIsToldAgainUntilItIsGivenUp() {
        Task task = stopping(RepeatMode.PERIOD);
        for (int seconds : List.of(5, 20, 60)) {
            assertThat(next(task, NOON.plusSeconds(seconds - 1))).isEqualTo(NOON.plusSeconds(seconds));
        }
        assertThat(givenUp(RepeatMode.PERIOD).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    private static Instant next(Task task, Instant now) {
        Decision.Accepted<Task, ?, TaskFact> early = accepted(STEPS.look(task, AgentSight.NEVER, now));
        assertThat(early.state()).isEqualTo(task);
        return early.timers().stream()
                .map(Timer.Set.class::cast)
                .map(Timer.Set::dueAt)
                .findFirst()
                .orElseThrow();
    }

    private static final String TABLE = """
            report      | once        | repeated
            output      | LATE, may   | LATE, may
            exit 0      | LATE        | LATE, may
            timeout     | LATE        | LATE, may
            error       | LATE        | LATE, may
            had before  | LATE, may   | LATE, may
            invalid     | LATE        | LATE
            stopped     | REPEATED    | REPEATED
            completed   | REPEATED    | REPEATED
            """;

    private static Map<String, TaskReport> reports() {
        Map<String, TaskReport> reports = new LinkedHashMap<>();
        reports.put("output", new TaskReport.Running(SPAN.start(), Chunk.NONE));
        reports.put("exit 0", new TaskReport.Finished(SPAN, 0, Chunk.NONE, 0));
        reports.put("timeout", new TaskReport.TimedOut(SPAN, Chunk.NONE, 0));
        reports.put("error", new TaskReport.Failed(SPAN, "-7", "no", Chunk.NONE, 0));
        reports.put("had before", new TaskReport.Failed(Span.NEVER, "-9", "", Chunk.NONE, 0));
        reports.put("invalid", new TaskReport.Invalid("cron", "x"));
        reports.put("stopped", new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false));
        reports.put("completed", new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        return reports;
    }

    @TestFactory
    Stream<DynamicTest> whatIsReportedAfterThatMovesNoEndAndTellsWhetherItMayRunYet() {
        return TABLE.lines().skip(1).flatMap(line -> {
            String[] cells = line.split("\\|", -1);
            TaskReport report = Objects.requireNonNull(reports().get(cells[0].strip()));
            return Stream.of(RepeatMode.ONCE, RepeatMode.PERIOD)
                    .map(mode -> DynamicTest.dynamicTest(mode + " × " + cells[0].strip(), () -> {
                        Task before = givenUp(mode);
                        assertThat(before.mayRunYet()).isTrue();
                        var decision = accepted(REPORTS.take(before, 0, report, LATER));
                        Task after = Objects.requireNonNull(decision.state());
                        assertThat(decision.reply() + (after.mayRunYet() ? ", may" : ""))
                                .isEqualTo(cells[mode == RepeatMode.ONCE ? 1 : 2].strip());
                        assertThat(after.ending()).isEqualTo(before.ending());
                        assertThat(after.progress()).isEqualTo(before.progress());
                        assertThat(decision.facts()).isEmpty();
                    }));
        });
    }

    /** Agents run ten at a time, and queue fifty (agent facts 8); one that was cut off goes on meanwhile. */
    private static List<Task> endedWithoutTheirAgent() {
        Task given = after(STEPS.give(Given.task(1, RepeatMode.ONCE, LINUX), false, false, NOON));
        Task running = after(REPORTS.take(given, 0, new TaskReport.Running(NOON, Chunk.NONE), NOON));
        var heard = new AgentSight(LATER, true);
        return List.of(
                after(STEPS.look(given, heard, NOON.plusSeconds(400))),
                after(STEPS.look(running, heard, NOON.plusSeconds(400))),
                after(STEPS.look(given, AgentSight.NEVER, NOON.plusSeconds(1))),
                after(STEPS.look(running, AgentSight.NEVER, NOON.plusSeconds(1))));
    }

    @Test
    void whatTheServerEndedMayRunYetUntilItsAgentSaysThatItDoesNot() {
        for (Task ended : endedWithoutTheirAgent()) {
            assertThat(ended.mayRunYet()).as(ended.status().word()).isTrue();
            assertThat(ended.isOwed(true, true)).isFalse();
            for (var one : reports().entrySet()) {
                var decision = accepted(REPORTS.take(ended, 0, one.getValue(), LATER));
                Task after = Objects.requireNonNull(decision.state());
                boolean mayRunYet = List.of("output", "had before").contains(one.getKey());
                assertThat(after.mayRunYet()).as(one.getKey()).isEqualTo(mayRunYet);
                assertThat(decision.reply()).as(one.getKey()).isEqualTo(ReportAnswer.LATE);
                assertThat(after.ending()).isEqualTo(ended.ending());
                assertThat(after.progress()).isEqualTo(ended.progress());
            }
        }
    }

    @Test
    void aStopOfWhatIsOverAndMayRunYetTellsItsAgentOnceMore() {
        for (Task ended : endedWithoutTheirAgent()) {
            assertThat(accepted(STEPS.stop(ended, LATER)).reply()).isEqualTo(true);
            assertThat(after(STEPS.stop(ended, LATER))).isEqualTo(ended);
        }
        Task gone = after(STEPS.instanceGone(stopping(RepeatMode.ONCE), ErrorCode.INSTANCE_RELEASED, LATER));
        assertThat(accepted(STEPS.stop(gone, LATER)).reply()).isEqualTo(false);
    }

    @Test
    void whatWasGivenAtABootIsCancelledAtOnceAndItsAgentIsToldForItMayBeInItsQueue() {
        Task waiting = Given.task(1, RepeatMode.EVERY_REBOOT, LINUX);
        var unheard = accepted(STEPS.stop(waiting, NOON));
        assertThat(unheard.reply()).as("no agent was given it").isEqualTo(false);
        assertThat(after(STEPS.stop(waiting, NOON)).mayRunYet()).isFalse();

        Task queued = after(STEPS.give(waiting, true, true, NOON));
        var stop = accepted(STEPS.stop(queued, NOON));
        assertThat(stop.reply()).isEqualTo(true);
        Task stopped = Objects.requireNonNull(stop.state());
        assertThat(stopped.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(stopped.mayRunYet()).isTrue();
        var said = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false);
        assertThat(after(REPORTS.take(stopped, 0, said, LATER)).mayRunYet()).isFalse();
    }

    @Test
    void theTableHasEveryReport() {
        assertThat(TABLE.lines().skip(1).map(line -> line.split("\\|", -1)[0].strip()))
                .containsExactlyElementsOf(reports().keySet());
    }

    @Test
    void aFileThatWasWrittenAfterAllIsOver() {
        Task file = Task.fresh(
                Given.task(1, RepeatMode.ONCE, LINUX).identity(),
                new TaskPlan(RepeatMode.ONCE, Duration.ofMinutes(1), null, true, null));
        Task stopping = after(STEPS.stop(after(STEPS.give(file, false, false, NOON)), NOON));
        Task givenUp = after(STEPS.look(stopping, AgentSight.NEVER, NOON.plusSeconds(60)));
        assertThat(givenUp.mayRunYet()).isTrue();
        assertThat(after(REPORTS.take(givenUp, 0, new TaskReport.FileWritten(true, 0), LATER))
                        .mayRunYet())
                .isFalse();
    }

    @Test
    void whatItsAgentSaysHasStoppedOrCannotRunAnyMoreIsNotToldAgain() {
        Task stopping = stopping(RepeatMode.PERIOD);
        var stopped = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false);
        assertThat(accepted(REPORTS.take(stopping, 0, stopped, LATER)).reply()).isEqualTo(ReportAnswer.TAKEN);
        assertThat(after(REPORTS.take(stopping, 0, stopped, LATER)).mayRunYet()).isFalse();
        assertThat(after(STEPS.instanceStopped(stopping, LATER)).mayRunYet()).isFalse();
        assertThat(after(STEPS.instanceGone(stopping, ErrorCode.INSTANCE_RELEASED, LATER))
                        .mayRunYet())
                .isFalse();
    }

    /** Official agents newer than 2.2.3.578 say {@code result=failed} and why. */
    @Test
    void whatItsAgentSaysOfAStopThatFailedIsKept() {
        var failed = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false, "kill: not permitted");
        Ending ending =
                after(REPORTS.take(stopping(RepeatMode.ONCE), 0, failed, LATER)).ending();
        assertThat(ending).isNotNull();
        assertThat(ending.errorText()).isEqualTo("kill: not permitted");
        assertThat(ending.errorWord()).isEmpty();
    }

    /** The official agent names the run that has ended when it is told to stop between two, and tells its output again (agent/taskengine). */
    @Test
    void aStopBetweenTwoRunsLeavesTheRunThatHasEndedAsItWas() {
        Task given = after(STEPS.give(Given.task(1, RepeatMode.PERIOD, LINUX), false, false, NOON));
        Task ran = after(REPORTS.take(given, 0, new TaskReport.Running(SPAN.start(), Chunk.NONE), SPAN.start()));
        var output = new Chunk("123\n".getBytes(StandardCharsets.US_ASCII));
        Task waits = after(REPORTS.take(ran, 0, new TaskReport.Finished(SPAN, 0, output, 0), LATER));
        Task stopping = after(STEPS.stop(waits, LATER));
        var stopped = new TaskReport.Stopped(SPAN, 0, output, 0, false);
        for (Task before : List.of(waits, stopping)) {
            Task after = after(REPORTS.take(before, 0, stopped, LATER.plusSeconds(1)));
            assertThat(after.status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(after.progress().last()).isEqualTo(before.progress().last());
            assertThat(after.progress().output()).isEqualTo(before.progress().output());
        }
    }
}
