package io.opsbus.invocation.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.simulated.script.Scenery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every state of a job and everything that may happen to it. */
class MachineTest {
    private static final Instant NOON = Given.NOON;
    private static final Scenery PLAIN = Scenery.of("web-1", Map.of());
    private static final String EVERY_MINUTE = "rate(1m)";

    static RunTask task(String id, int version, String script, Repeat repeat, String schedule) {
        return new RunTask(
                new TaskId(id),
                version,
                "c-1",
                new RunTask.Script("RunShellScript", script.getBytes(UTF_8), Duration.ofMinutes(1)),
                new RunTask.Place("", "", "", "", ""),
                new RunTask.Timing(repeat, schedule, NOON),
                new RunTask.OutputRules(Duration.ofSeconds(3), 24_576));
    }

    static RunTask once(String script) {
        return task("t-1", 0, script, Repeat.ONCE, "");
    }

    private static RunTask timed(int version, String script) {
        return task("t-1", version, script, Repeat.RATE, EVERY_MINUTE);
    }

    private static Machine.Moved take(Machine machine, RunTask task, Instant now) {
        return machine.take(new TaskList(List.of(task), List.of(), List.of()), PLAIN, now);
    }

    private static Machine.Moved given(RunTask task) {
        return take(Machine.IDLE, task, NOON);
    }

    /** A report in a line. */
    static String text(Said said) {
        String what = switch (said.report()) {
            case TaskReport.Running it -> "runs since " + seconds(it.start()) + output(it.output());
            case TaskReport.Finished it -> "exits " + it.exitCode() + span(it.span()) + output(it.rest());
            case TaskReport.TimedOut it -> "timed out" + span(it.span()) + output(it.rest());
            case TaskReport.Failed it -> "failed " + it.description();
            case TaskReport.Invalid it -> "invalid " + it.value();
            case TaskReport.Stopped it ->
                (it.completed() ? "completed" : "stopped")
                        + (it.span().equals(TaskReport.Span.NEVER) ? "" : span(it.span()))
                        + output(it.rest());
            case TaskReport.Verified _ -> "verified";
            case TaskReport.FileWritten it -> "written " + it.success();
            case TaskReport.FileInvalid it -> "file invalid " + it.parameter() + " " + it.value();
        };
        return said.task() + "/" + said.version() + " " + what;
    }

    private static String span(TaskReport.Span span) {
        return " " + seconds(span.start()) + "-" + seconds(span.end());
    }

    private static long seconds(Instant at) {
        return Duration.between(NOON, at).toSeconds();
    }

    private static String output(TaskReport.Chunk chunk) {
        return chunk.bytes().length == 0 ? "" : " '" + new String(chunk.bytes(), UTF_8).strip() + "'";
    }

    private static List<String> told(Machine.Moved moved) {
        return moved.said().stream().map(MachineTest::text).toList();
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    @Test
    void whatTakesNoTimeIsOverAtOnce() {
        Machine.Moved moved = given(once("echo 123; exit 3"));
        assertThat(told(moved)).containsExactly("t-1/0 exits 3 0-0 '123'");
        assertThat(moved.machine()).isEqualTo(Machine.IDLE);
        assertThat(moved.machine().next()).isEmpty();
    }

    @Test
    void whatSleepsRunsAndTellsWhatItWroteNoOftenerThanItMay() {
        Machine.Moved moved = given(once("echo a; sleep 1; echo b; sleep 1; echo c; sleep 8; echo d"));
        assertThat(told(moved)).containsExactly("t-1/0 runs since 0 'a'");
        assertThat(moved.machine().next()).contains(at(3));
        moved = moved.machine().due(PLAIN, at(3));
        assertThat(told(moved)).containsExactly("t-1/0 runs since 0 'b\nc'");
        assertThat(moved.machine().next()).contains(at(10));
        moved = moved.machine().due(PLAIN, at(12));
        assertThat(told(moved)).as("late by two seconds").containsExactly("t-1/0 exits 0 0-10 'd'");
        assertThat(moved.machine()).isEqualTo(Machine.IDLE);
    }

    @Test
    void whatIsTooLongIsTimedOut() {
        Machine.Moved moved = given(once("echo a; sleep 30; echo b; sleep 40; echo c"));
        moved = moved.machine().due(PLAIN, at(30));
        assertThat(told(moved)).containsExactly("t-1/0 runs since 0 'b'");
        assertThat(moved.machine().next()).contains(at(60));
        assertThat(told(moved.machine().due(PLAIN, at(60)))).containsExactly("t-1/0 timed out 0-60");
    }

    @Test
    void whatIsKnownIsLeftAlone() {
        RunTask task = once("sleep 5");
        Machine.Moved moved = take(given(task).machine(), task, at(1));
        assertThat(moved.said()).isEmpty();
        assertThat(moved.machine().next()).contains(at(5));
    }

    @Test
    void aTimetableRunsAgainAndAgainAndIsNotOverlapped() {
        Machine.Moved moved = given(timed(0, "sleep 70"));
        assertThat(moved.said()).isEmpty();
        assertThat(moved.machine().next()).contains(at(60));
        // its time-out is a minute: at 120 the run of 60 has just ended, and the next begins by its timetable
        moved = moved.machine().due(PLAIN, at(60));
        assertThat(told(moved)).containsExactly("t-1/0 runs since 60");
        moved = moved.machine().due(PLAIN, at(120));
        assertThat(told(moved)).containsExactly("t-1/0 timed out 60-120");
        assertThat(moved.machine().next()).as("what was due at 120 is left out").contains(at(180));
    }

    @Test
    void whatWasDueWhileNobodyCouldBeToldIsLeftOut() {
        Machine machine = given(timed(0, "echo a")).machine();
        Machine.Moved moved = machine.due(PLAIN, at(3_601));
        assertThat(told(moved)).containsExactly("t-1/0 exits 0 3601-3601 'a'");
        assertThat(moved.machine().next()).contains(at(3_660));
    }

    @Test
    void aTimetableThatIsOverIsCompleted() {
        RunTask task = task("t-1", 0, "echo a", Repeat.AT, "at(2026-11-23T12:00:10)");
        Machine.Moved moved = given(task);
        assertThat(moved.machine().next()).contains(at(10));
        moved = moved.machine().due(PLAIN, at(10));
        assertThat(told(moved)).containsExactly("t-1/0 exits 0 10-10 'a'", "t-1/0 completed");
        assertThat(moved.machine()).isEqualTo(Machine.IDLE);
        assertThat(told(take(Machine.IDLE, task, at(11)))).containsExactly("t-1/0 invalid CronExpressionExpired");
        assertThat(told(given(task("t-1", 0, "echo a", Repeat.PERIOD, "never"))))
                .containsExactly("t-1/0 invalid InvalidCronExpression");
    }

    @Test
    void cronIsOfTheAgentsWords() {
        Machine machine =
                given(task("t-1", 0, "echo a", Repeat.PERIOD, "0 */5 * * * ?")).machine();
        assertThat(machine.next()).contains(at(300));
    }

    @Test
    void aChangedTimetableTakesThePlaceOfWhatWaitsAndLetsWhatRunsEnd() {
        Machine waiting = given(timed(0, "sleep 20")).machine();
        Machine.Moved changed = take(waiting, timed(1, "echo new"), at(1));
        assertThat(told(changed.machine().due(PLAIN, at(60)))).containsExactly("t-1/1 exits 0 60-60 'new'");

        Machine running = waiting.due(PLAIN, at(60)).machine();
        changed = take(running, timed(1, "echo new"), at(61));
        assertThat(changed.said()).isEmpty();
        Machine.Moved ended = changed.machine().due(PLAIN, at(80));
        assertThat(told(ended)).containsExactly("t-1/0 exits 0 60-80");
        assertThat(told(ended.machine().due(PLAIN, at(120)))).containsExactly("t-1/1 exits 0 120-120 'new'");
    }

    @Test
    void whatIsStoppedIsForgottenInEveryState() {
        var stop = new TaskList(List.of(), List.of(new TaskList.Stop(new TaskId("t-1"), 2, Repeat.ONCE)), List.of());
        assertThat(told(Machine.IDLE.take(stop, PLAIN, NOON))).as("unknown").containsExactly("t-1/2 stopped");
        Machine running = given(once("echo a; sleep 5; echo b")).machine();
        Machine.Moved moved = running.take(stop, PLAIN, at(2));
        assertThat(told(moved)).containsExactly("t-1/0 stopped 0-2");
        assertThat(moved.machine()).isEqualTo(Machine.IDLE);
        Machine waiting = given(timed(0, "echo a")).machine();
        moved = waiting.take(stop, PLAIN, at(2));
        assertThat(told(moved)).containsExactly("t-1/2 stopped");
        assertThat(moved.machine()).isEqualTo(Machine.IDLE);
    }

    static FileTask file(String id, String directory, String name, boolean overwrite) {
        return new FileTask(
                new TaskId(id),
                new byte[0],
                directory,
                name,
                new FileTask.Rights("0644", "root", "root"),
                overwrite,
                Duration.ofMinutes(1));
    }

    private static Machine.Moved files(Machine machine, FileTask... files) {
        return machine.take(new TaskList(List.of(), List.of(), List.of(files)), PLAIN, NOON);
    }

    @Test
    void filesAreWrittenAndNotOverOthersUnlessTheyMay() {
        Machine.Moved moved = files(Machine.IDLE, file("t-1", "/etc/", "motd", false));
        assertThat(told(moved)).containsExactly("t-1/0 written true");
        moved = files(moved.machine(), file("t-2", "/etc", "motd", false), file("t-3", "/etc", "issue", false));
        assertThat(told(moved)).containsExactly("t-2/0 file invalid FileExist /etc/motd", "t-3/0 written true");
        moved = files(moved.machine(), file("t-4", "/etc", "motd", true), file("t-5", "/etc", "MOTD", false));
        assertThat(told(moved)).containsExactly("t-4/0 written true", "t-5/0 written true");
        moved = files(moved.machine(), file("t-4", "/etc", "motd", false));
        assertThat(told(moved)).as("the same task, asked for again").containsExactly("t-4/0 written true");
    }

    @Test
    void onADriveNamesDoNotDifferByTheirCase() {
        Machine.Moved moved = files(Machine.IDLE, file("t-1", "C:\\Windows\\", "Hosts", false));
        moved = files(moved.machine(), file("t-2", "c:/windows", "hosts", false));
        assertThat(told(moved)).containsExactly("t-2/0 file invalid FileExist c:/windows/hosts");
    }

    @Test
    void soManyFilesAreKeptInMindAndNoMore() {
        Machine machine = Machine.IDLE;
        for (int n = 0; n <= Disk.MOST; n++) {
            machine = files(machine, file("t-" + n, "/etc", "f-" + n, false)).machine();
        }
        assertThat(machine.disk().files()).hasSize(Disk.MOST);
        assertThat(told(files(machine, file("t", "/etc", "f-" + Disk.MOST, false)))
                        .getFirst())
                .contains("FileExist");
        assertThat(told(files(machine, file("t", "/etc", "f-0", false))))
                .as("the oldest is forgotten")
                .containsExactly("t/0 written true");
    }

    @Test
    void aMachineHasSoManyTasksAndNoMore() {
        List<RunTask> many = IntStream.rangeClosed(0, Machine.MOST)
                .mapToObj(n -> task("t-" + n, 0, "sleep 5", Repeat.ONCE, ""))
                .toList();
        Machine.Moved moved = Machine.IDLE.take(new TaskList(many, List.of(), List.of()), PLAIN, NOON);
        assertThat(moved.machine().jobs()).hasSize(Machine.MOST);
        assertThat(told(moved)).endsWith("t-1000/0 failed too many tasks on one machine");
    }
}
