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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every state × every input, for a task that runs once and one that is repeated; {@code may}: it may run yet at its agent. */
class TaskDecisionTableTest {
    private static final TaskLimits LIMITS = TaskLimits.DEFAULT;
    private static final TaskSteps STEPS = new TaskSteps(LIMITS);
    private static final TaskReports REPORTS = new TaskReports(LIMITS);
    private static final Instant START = NOON.plusSeconds(2);
    private static final Span SPAN = new Span(START, NOON.plusSeconds(4));
    private static final Instant NOW = NOON.plusSeconds(5);
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final AgentSight ALIVE = new AgentSight(LATER, true);

    private record Outcome(Task after, Object reply) {}

    private interface Input {
        Decision<Task, ?, TaskFact> to(Task task);
    }

    private static Chunk chunk(String text) {
        return new Chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome outcome(Decision<Task, ?, TaskFact> decision) {
        if (decision instanceof Decision.Accepted<Task, ?, TaskFact> yes && yes.state() != null) {
            return new Outcome(yes.state(), yes.reply());
        }
        throw new AssertionError("tasks refuse nothing: " + decision);
    }

    private static Map<String, Task> states(RepeatMode mode) {
        Map<String, Task> states = new LinkedHashMap<>();
        Task pending = Given.task(1, mode, LINUX);
        Task given =
                outcome(STEPS.give(pending, false, false, NOON.plusSeconds(1))).after();
        Task running = outcome(REPORTS.take(given, 0, new TaskReport.Running(START, chunk("a")), START))
                .after();
        states.put("pending", pending);
        states.put("given", given);
        states.put("running", running);
        states.put("stopping", outcome(STEPS.stop(running, NOON.plusSeconds(3))).after());
        states.put(
                "ended",
                outcome(STEPS.instanceGone(running, ErrorCode.INSTANCE_RELEASED, NOON.plusSeconds(3)))
                        .after());
        return states;
    }

    private static Task state(RepeatMode mode, String name) {
        return Objects.requireNonNull(states(mode).get(name));
    }

    private static Map<String, Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("kicked", task -> STEPS.give(task, false, false, NOW));
        inputs.put("started", task -> STEPS.give(task, true, false, NOW));
        inputs.put("unfit", task -> STEPS.unfit(task, true, false, "no", NOW));
        inputs.put("needs upgrade", task -> STEPS.needsUpgrade(task, NOW));
        inputs.put("stop", task -> STEPS.stop(task, NOW));
        inputs.put("look too early", task -> STEPS.look(task, new AgentSight(NOW, true), NOW));
        inputs.put("look in time", task -> STEPS.look(task, ALIVE, LATER));
        inputs.put("agent lost", task -> STEPS.look(task, AgentSight.NEVER, NOW));
        inputs.put("instance stopped", task -> STEPS.instanceStopped(task, NOW));
        inputs.put("instance gone", task -> STEPS.instanceGone(task, ErrorCode.INSTANCE_RELEASED, NOW));
        inputs.put("output", task -> REPORTS.take(task, 0, new TaskReport.Running(START, chunk("b")), NOW));
        inputs.put("exit 0", task -> REPORTS.take(task, 0, new TaskReport.Finished(SPAN, 0, chunk("c"), 0), NOW));
        inputs.put("exit 3", task -> REPORTS.take(task, 0, new TaskReport.Finished(SPAN, 3, chunk("c"), 0), NOW));
        inputs.put("timeout", task -> REPORTS.take(task, 0, new TaskReport.TimedOut(SPAN, chunk("c"), 0), NOW));
        inputs.put("error", task -> REPORTS.take(task, 0, new TaskReport.Failed(SPAN, "-7", "no", chunk("c"), 0), NOW));
        inputs.put(
                "had before",
                task -> REPORTS.take(task, 0, new TaskReport.Failed(Span.NEVER, "-9", "", Chunk.NONE, 0), NOW));
        inputs.put("invalid", task -> REPORTS.take(task, 0, new TaskReport.Invalid("cron", "x"), NOW));
        inputs.put(
                "stopped", task -> REPORTS.take(task, 0, new TaskReport.Stopped(SPAN, 0, chunk("c"), 0, false), NOW));
        inputs.put(
                "completed",
                task -> REPORTS.take(task, 0, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true), NOW));
        return inputs;
    }

    private static final String ONCE = """
            input            | pending               | given              | running            | stopping              | ended
            kicked           | Running true          | Running true       | Running false      | Stopping false        | -
            started          | Running true          | Running true       | Error false        | Stopping false        | -
            unfit            | Invalid DONE          | Running DONE       | Running DONE       | Stopping DONE         | -
            needs upgrade    | Aborted DONE          | Running DONE       | Aborted DONE, may  | Stopping DONE         | -
            stop             | Cancelled false       | Stopping true      | Stopping true      | Stopping true         | -
            look too early   | Pending DONE          | Running DONE       | Running DONE       | Stopping DONE         | -
            look in time     | Aborted DONE          | Timeout DONE, may  | Timeout DONE, may  | Terminated DONE, may  | -
            agent lost       | Pending DONE          | Error DONE, may    | Error DONE, may    | Stopping DONE         | -
            instance stopped | Aborted DONE          | Error DONE         | Error DONE         | Terminated DONE       | -
            instance gone    | Aborted DONE          | Error DONE         | Error DONE         | Terminated DONE       | -
            output           | Pending UNKNOWN       | Running TAKEN      | Running TAKEN      | Stopping TAKEN        | -
            exit 0           | Pending UNKNOWN       | Success TAKEN      | Success TAKEN      | Success TAKEN         | -
            exit 3           | Pending UNKNOWN       | Failed TAKEN       | Failed TAKEN       | Failed TAKEN          | -
            timeout          | Pending UNKNOWN       | Timeout TAKEN      | Timeout TAKEN      | Timeout TAKEN         | -
            error            | Pending UNKNOWN       | Error TAKEN        | Error TAKEN        | Error TAKEN           | -
            had before       | Pending UNKNOWN       | Running TAKEN      | Running TAKEN      | Stopping TAKEN        | -
            invalid          | Pending UNKNOWN       | Invalid TAKEN      | Invalid TAKEN      | Invalid TAKEN         | -
            stopped          | Pending UNKNOWN       | Terminated TAKEN   | Terminated TAKEN   | Terminated TAKEN      | -
            completed        | Pending UNKNOWN       | Running UNKNOWN    | Running UNKNOWN    | Terminated TAKEN      | -
            """;

    private static final String PERIOD = """
            input            | pending               | given              | running            | stopping              | ended
            kicked           | Scheduled true        | Scheduled true     | Running false      | Stopping false        | -
            started          | Scheduled true        | Scheduled true     | Scheduled true     | Stopping false        | -
            unfit            | Invalid DONE          | Invalid DONE, may  | Invalid DONE, may  | Stopping DONE         | -
            needs upgrade    | Aborted DONE          | Aborted DONE, may  | Aborted DONE, may  | Stopping DONE         | -
            stop             | Cancelled false       | Stopping true      | Stopping true      | Stopping true         | -
            look too early   | Pending DONE          | Scheduled DONE     | Running DONE       | Stopping DONE         | -
            look in time     | Aborted DONE          | Scheduled DONE     | Scheduled DONE     | Terminated DONE, may  | -
            agent lost       | Pending DONE          | Scheduled DONE     | Scheduled DONE     | Stopping DONE         | -
            instance stopped | Aborted DONE          | Scheduled DONE     | Scheduled DONE     | Terminated DONE       | -
            instance gone    | Aborted DONE          | Aborted DONE       | Error DONE         | Terminated DONE       | -
            output           | Pending UNKNOWN       | Running TAKEN      | Running TAKEN      | Stopping TAKEN        | -
            exit 0           | Pending UNKNOWN       | Scheduled TAKEN    | Scheduled TAKEN    | Stopping TAKEN        | -
            exit 3           | Pending UNKNOWN       | Scheduled TAKEN    | Scheduled TAKEN    | Stopping TAKEN        | -
            timeout          | Pending UNKNOWN       | Scheduled TAKEN    | Scheduled TAKEN    | Stopping TAKEN        | -
            error            | Pending UNKNOWN       | Scheduled TAKEN    | Scheduled TAKEN    | Stopping TAKEN        | -
            had before       | Pending UNKNOWN       | Scheduled TAKEN    | Running TAKEN      | Stopping TAKEN        | -
            invalid          | Pending UNKNOWN       | Invalid TAKEN      | Invalid TAKEN      | Invalid TAKEN         | -
            stopped          | Pending UNKNOWN       | Terminated TAKEN   | Terminated TAKEN   | Terminated TAKEN      | -
            completed        | Pending UNKNOWN       | Aborted TAKEN      | Error TAKEN        | Terminated TAKEN      | -
            """;

    @TestFactory
    Stream<DynamicTest> aTaskThatRunsOnce() {
        return table(ONCE, RepeatMode.ONCE);
    }

    @TestFactory
    Stream<DynamicTest> aTaskThatIsRepeated() {
        return table(PERIOD, RepeatMode.PERIOD);
    }

    private static Stream<DynamicTest> table(String text, RepeatMode mode) {
        List<String> names = List.copyOf(states(mode).keySet());
        return text.lines().skip(1).flatMap(line -> {
            String[] cells = line.split("\\|", -1);
            String input = cells[0].strip();
            return names.stream()
                    .map(state -> DynamicTest.dynamicTest(state + " × " + input, () -> {
                        Task before = state(mode, state);
                        Outcome outcome = outcome(
                                Objects.requireNonNull(inputs().get(input)).to(before));
                        String cell = cells[names.indexOf(state) + 1].strip();
                        if (cell.equals("-")) {
                            assertThat(outcome.after()).as("an end is an end").isEqualTo(before);
                        } else {
                            String may = outcome.after().mayRunYet() ? ", may" : "";
                            assertThat(outcome.after().status().word() + " " + outcome.reply() + may)
                                    .isEqualTo(cell);
                        }
                    }));
        });
    }

    @Test
    void theTablesHaveEveryInput() {
        for (String table : List.of(ONCE, PERIOD)) {
            assertThat(table.lines().skip(1).map(line -> line.split("\\|", -1)[0].strip()))
                    .containsExactlyElementsOf(inputs().keySet());
        }
    }

    @Test
    void theSameEndAgainIsKnownAndAnotherOneIsLate() {
        Task running = state(RepeatMode.ONCE, "running");
        var finished = new TaskReport.Finished(SPAN, 0, chunk("c"), 0);
        Task ended = outcome(REPORTS.take(running, 0, finished, NOW)).after();
        assertThat(new String(ended.progress().output().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("ac");
        assertThat(outcome(REPORTS.take(ended, 0, finished, LATER)).reply()).isEqualTo(ReportAnswer.REPEATED);
        assertThat(outcome(REPORTS.take(ended, 0, new TaskReport.TimedOut(SPAN, Chunk.NONE, 0), LATER))
                        .reply())
                .isEqualTo(ReportAnswer.LATE);
    }

    @Test
    void whatWaitsForABootHasNoTimetableThatCouldBeOver() {
        var over = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true);
        for (RepeatMode mode : List.of(RepeatMode.NEXT_REBOOT_ONLY, RepeatMode.EVERY_REBOOT)) {
            Task given = outcome(STEPS.give(Given.task(1, mode, LINUX), true, true, NOW))
                    .after();
            Outcome outcome = outcome(REPORTS.take(given, 0, over, NOW));
            assertThat(outcome).isEqualTo(new Outcome(given, ReportAnswer.UNKNOWN));
        }
    }

    @Test
    void everyRunOfARepeatedTaskIsCountedOnce() {
        Task running = state(RepeatMode.PERIOD, "running");
        var finished = new TaskReport.Finished(SPAN, 3, chunk("c"), 0);
        Task waiting = outcome(REPORTS.take(running, 0, finished, NOW)).after();
        Outcome again = outcome(REPORTS.take(waiting, 0, finished, LATER));
        assertThat(again.reply()).isEqualTo(ReportAnswer.REPEATED);
        assertThat(again.after().progress().repeats()).isEqualTo(1);
        Ending last = waiting.progress().last();
        assertThat(last).isNotNull();
        assertThat(last.error()).isEqualTo(ErrorCode.EXIT_CODE_NONZERO);
    }

    @Test
    void whyNobodyFetchedItDependsOnWhatIsHeardOfTheAgent() {
        Task pending = state(RepeatMode.ONCE, "pending");
        assertThat(error(STEPS.look(pending, AgentSight.NEVER, LATER))).isEqualTo(ErrorCode.CLIENT_NOT_RUNNING);
        assertThat(error(STEPS.look(pending, ALIVE, LATER))).isEqualTo(ErrorCode.CLIENT_NOT_RESPONSE);
        assertThat(error(STEPS.look(pending, new AgentSight(LATER, false), LATER)))
                .isEqualTo(ErrorCode.DELIVERY_TIMEOUT);
    }

    /** What an agent says of version 0 of a timetable that has another one since. */
    @Test
    void whatIsSaidOfAnOlderVersionEndsNoTimetable() {
        var completed = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true);
        var invalid = new TaskReport.Invalid("cron", "x");
        Task given = state(RepeatMode.PERIOD, "given");
        Task running = state(RepeatMode.PERIOD, "running");
        Task changed = outcome(STEPS.change(given, given.plan(), NOW)).after();
        Task changedInMidRun =
                outcome(STEPS.change(running, running.plan(), NOW)).after();
        Task regiven = outcome(STEPS.give(changed, false, false, NOW)).after();
        for (TaskReport report : List.of(completed, invalid)) {
            for (Task task : List.of(changed, regiven)) {
                assertThat(outcome(REPORTS.take(task, 0, report, NOW)))
                        .isEqualTo(new Outcome(task, ReportAnswer.TAKEN));
            }
            assertThat(outcome(REPORTS.take(regiven, 1, report, NOW))
                            .after()
                            .status()
                            .isFinal())
                    .isTrue();
        }
        assertThat(outcome(REPORTS.take(changedInMidRun, 0, invalid, NOW)).after())
                .isEqualTo(changedInMidRun);
        Task over = outcome(REPORTS.take(changedInMidRun, 0, completed, NOW)).after();
        assertThat(over.status()).as("the end of its run was lost").isEqualTo(TaskStatus.SCHEDULED);
        assertThat(over.progress().repeats()).isEqualTo(1);
    }

    @Test
    void aStopOfWhatWasChangedWaitsForTheVersionThatWasGiven() {
        var completed = new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true);
        Task given = state(RepeatMode.PERIOD, "given");
        Task changed = outcome(STEPS.change(given, given.plan(), NOW)).after();
        Task stopping = outcome(STEPS.stop(changed, NOW)).after();
        assertThat(outcome(REPORTS.take(stopping, 0, completed, NOW)).after().status())
                .as("its agent was given no other")
                .isEqualTo(TaskStatus.CANCELLED);
        Task regiven = outcome(STEPS.give(changed, false, false, NOW)).after();
        Task waiting = outcome(STEPS.stop(regiven, NOW)).after();
        assertThat(outcome(REPORTS.take(waiting, 0, completed, NOW)).after()).isEqualTo(waiting);
        Task givenUp = outcome(STEPS.look(waiting, ALIVE, LATER)).after();
        assertThat(outcome(REPORTS.take(givenUp, 0, completed, LATER)).after().mayRunYet())
                .isTrue();
        assertThat(outcome(REPORTS.take(givenUp, 1, completed, LATER)).after().mayRunYet())
                .isFalse();
    }

    @Test
    void theWordsOfAgentsBecomeTheErrorsOfTheApi() {
        Task given = state(RepeatMode.ONCE, "given");
        Map<String, ErrorCode> expected = Map.of(
                "UsernameOrPasswordInvalid", ErrorCode.ACCOUNT_NOT_EXISTS,
                "workingDirectory", ErrorCode.DIRECTORY_NOT_EXISTS,
                "cron", ErrorCode.BAD_CRON_EXPRESSION,
                "TypeInvalid", ErrorCode.COMMAND_NOT_APPLICABLE,
                "InvalidContainerId", ErrorCode.EXECUTION_EXCEPTION);
        expected.forEach((word, code) -> assertThat(
                        error(REPORTS.take(given, 0, new TaskReport.Invalid(word, "v"), NOW)))
                .isEqualTo(code));
    }

    private static ErrorCode error(Decision<Task, ?, TaskFact> decision) {
        Ending ending = outcome(decision).after().ending();
        if (ending == null || ending.error() == null) {
            throw new AssertionError("no error");
        }
        return ending.error();
    }

    @Test
    void tasksForTheNextBootWaitForIt() {
        Task waiting = Given.task(1, RepeatMode.NEXT_REBOOT_ONLY, LINUX);
        assertThat(waiting.status()).isEqualTo(TaskStatus.SCHEDULED);
        assertThat(outcome(STEPS.give(waiting, true, false, NOW)).reply()).isEqualTo(false);
        Outcome booted = outcome(STEPS.give(waiting, true, true, NOW));
        assertThat(booted.reply()).isEqualTo(true);
        assertThat(booted.after().status()).isEqualTo(TaskStatus.RUNNING);
        Task every = Given.task(1, RepeatMode.EVERY_REBOOT, LINUX);
        Task once = outcome(STEPS.give(every, true, true, NOW)).after();
        assertThat(outcome(STEPS.give(once, true, true, LATER)).reply()).isEqualTo(true);
    }
}
