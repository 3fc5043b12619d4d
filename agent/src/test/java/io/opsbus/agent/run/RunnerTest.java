package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts on this machine. */
class RunnerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Recorded reports = new Recorded();
    private final List<String> powered = new CopyOnWriteArrayList<>();
    private Runner runner;

    RunnerTest(@TempDir Path first) throws IOException {
        runner = runner(first);
    }

    private Runner runner(Path work) throws IOException {
        return new Runner(
                new WorkFolder(work, Clock.systemUTC().instant()),
                reports,
                new Runner.Machine(
                        Clock.systemUTC(), (task, code) -> powered.add(task + "=" + code), (_, _) -> {}, ""));
    }

    @BeforeEach
    void inItsOwnFolder() throws IOException {
        runner.close();
        runner = runner(folder);
    }

    @AfterEach
    void end() {
        runner.close();
    }

    private Report run(RunTask task) {
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        return ended(task.id());
    }

    private Report ended(String id) {
        await().atMost(PATIENCE).until(() -> !reports.last(id).isEmpty());
        return reports.last(id).getLast();
    }

    private void stop(RunTask task) {
        runner.take(new TaskList(false, List.of(), List.of(task), List.of(), List.of()));
    }

    @Test
    void echo123Prints123() {
        Report report = run(Tasks.shell("t-echo", "echo 123"));
        assertThat(report.kind()).isEqualTo(Report.Kind.FINISH);
        assertThat(report.query()).containsEntry("exitCode", "0").containsEntry("dropped", "0");
        assertThat(reports.output("t-echo")).isEqualTo("123\n");
        assertThat(reports.all("t-echo").getFirst().kind()).isEqualTo(Report.Kind.RUNNING);
    }

    @Test
    void bothStreamsAreOneInTheirOrderAndTheExitCodeIsTold() {
        Report report = run(Tasks.shell("t-both", "echo out; echo err >&2; echo out; exit 7"));
        assertThat(reports.output("t-both")).isEqualTo("out\nerr\nout\n");
        assertThat(report.query()).containsEntry("exitCode", "7");
    }

    @Test
    void aScriptThatKillsItselfHasTheShellsCode() {
        assertThat(run(Tasks.shell("t-self", "kill -9 $$")).query()).containsEntry("exitCode", "137");
    }

    @Test
    void aFirstLineNamesTheInterpreterAndStandardInputIsEmpty() {
        run(Tasks.shell("t-bang", "#!/usr/bin/env perl\nprint \"perl \" . (eof(STDIN) ? 'empty' : 'full');"));
        assertThat(reports.output("t-bang")).isEqualTo("perl empty");
    }

    @Test
    void bytesThatAreNoTextComeAsTheyAre() {
        Report report = run(Tasks.shell("t-bytes", "printf '\\377\\376\\000x'"));
        assertThat(report.body()).containsExactly(0xff, 0xfe, 0, 'x');
    }

    @Test
    void atItsTimeOutTheWholeTreeDiesAndItsOutputIsTold() throws IOException {
        Path pids = folder.resolve("pids");
        String script = """
                sh -c 'echo $$ >> %1$s; sleep 600' &
                setsid sh -c 'echo $$ >> %1$s; sleep 601' &
                (setsid sh -c 'echo $$ >> %1$s; sleep 602' & )
                echo begun; sleep 603
                """.formatted(pids);
        Report report = run(Tasks.shell("t-tree", script, Duration.ofSeconds(1)));
        assertThat(report.kind()).isEqualTo(Report.Kind.TIMEOUT);
        assertThat(reports.output("t-tree")).isEqualTo("begun\n");
        assertThat(Files.readAllLines(pids)).hasSize(3).noneMatch(RunnerTest::isAlive);
    }

    @Test
    void aStopKillsTheWholeTreeAndIsToldOnceWithTheOutputSoFar() throws IOException {
        Path pids = folder.resolve("pids");
        RunTask task = Tasks.shell("t-stop", "echo half; sh -c 'echo $$ >> " + pids + "; sleep 600' & wait");
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        await().atMost(PATIENCE).until(() -> Files.exists(pids) && Files.size(pids) > 0);
        stop(task);
        Report report = ended("t-stop");
        assertThat(report.kind()).isEqualTo(Report.Kind.STOPPED);
        assertThat(report.query()).containsEntry("result", "killed");
        assertThat(reports.output("t-stop")).isEqualTo("half\n");
        assertThat(Files.readAllLines(pids)).hasSize(1).noneMatch(RunnerTest::isAlive);
        await().atMost(PATIENCE).until(() -> runner.busy() == 0);
        assertThat(reports.last("t-stop")).hasSize(1);
    }

    /** Ten run, the eleventh waits: it is told to be stopped at once. */
    @Test
    void aStopReachesARunThatHasNotBegun() {
        List<RunTask> ten = IntStream.range(0, 10)
                .mapToObj(i -> Tasks.shell("t-long-" + i, "sleep 600"))
                .toList();
        RunTask eleventh = Tasks.shell("t-waits", "echo never");
        runner.take(new TaskList(false, ten, List.of(), List.of(), List.of()));
        runner.take(new TaskList(false, List.of(eleventh), List.of(), List.of(), List.of()));
        stop(eleventh);
        assertThat(ended("t-waits").kind()).isEqualTo(Report.Kind.STOPPED);
        assertThat(reports.output("t-waits")).isEmpty();
        assertThat(runner.busy()).isEqualTo(10);
    }

    @Test
    void whatRunsWhenTheAgentEndsDiesWithItsTreeAndThatIsTold() throws IOException {
        Path pids = folder.resolve("pids");
        runner.take(new TaskList(
                false,
                List.of(Tasks.shell(
                        "t-end",
                        "echo half; setsid sh -c 'echo $$ >> " + pids + "; sleep 600' & echo $$ >> " + pids
                                + "; sleep 601")),
                List.of(),
                List.of(),
                List.of()));
        await().atMost(PATIENCE)
                .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        runner.close();
        assertThat(Files.readAllLines(pids)).noneMatch(RunnerTest::isAlive);
        assertThat(reports.last("t-end")).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Report.Kind.ERROR);
            assertThat(told.query().get("errDesc")).contains("the agent was stopped");
        });
        assertThat(reports.output("t-end")).isEqualTo("half\n");
    }

    /** The script is over and what it writes through is not, quite. */
    @Test
    void whatIsWrittenThroughAnotherProcessIsTold() {
        run(Tasks.shell("t-tee", "#!/bin/bash\nexec > >(sleep 0.1; cat)\necho late"));
        assertThat(reports.output("t-tee")).isEqualTo("late\n");
    }

    @Test
    void anOutputBombFillsNoMemory() {
        Report report = run(Tasks.shell("t-bomb", "head -c 200000000 /dev/zero; echo end"));
        assertThat(report.kind()).isEqualTo(Report.Kind.FINISH);
        assertThat(report.body().length).isLessThanOrEqualTo(12_000);
        assertThat(reports.output("t-bomb")).endsWith("end\n");
        long told = reports.all("t-bomb").stream()
                .mapToLong(each -> each.body().length)
                .sum();
        assertThat(told + Long.parseLong(report.query().get("dropped"))).isEqualTo(200_000_004);
    }

    /** The JDK's own pipe would be read into memory until the child ends: never. */
    @Test
    void aChildThatGoesOnWritingIsNotWaitedFor() {
        Report report = run(Tasks.shell("t-child", "echo mine; yes & exit 3"));
        assertThat(report.query()).containsEntry("exitCode", "3");
        assertThat(reports.output("t-child")).contains("mine\n");
    }

    @Test
    void exitCode193IsToldAndLeftToTheMachine() {
        assertThat(run(Tasks.shell("t-193", "exit 193")).query()).containsEntry("exitCode", "193");
        await().atMost(PATIENCE).until(() -> powered.equals(List.of("t-193=193")));
    }

    @Test
    void withoutTheOperatorsWordNoExitCodeDoesAnything() {
        List<String> journal = new ArrayList<>();
        Power power = Power.never((what, pairs) -> journal.add(what));
        power.ended("t", 193);
        power.ended("t", 194);
        power.ended("t", 0);
        assertThat(journal).hasSize(2).allMatch(line -> line.contains("not allowed"));
        assertThat(Power.command(193, false)).containsExactly("shutdown", "-h", "now");
        assertThat(Power.command(194, false)).containsExactly("shutdown", "-r", "now");
        assertThat(Power.command(0, false)).isEmpty();
        assertThat(Power.command(3009, true)).containsExactly("shutdown", "/s", "/t", "0");
        assertThat(Power.command(3010, true)).containsExactly("shutdown", "/r", "/t", "0");
        assertThat(List.of(193, 194)).allMatch(code -> Power.command(code, true).isEmpty());
        assertThat(List.of(3009, 3010))
                .allMatch(code -> Power.command(code, false).isEmpty());
    }

    @Test
    void aTaskThatWasBegunIsNotRunTwiceEvenByANewProcess() throws IOException {
        RunTask task = Tasks.shell("t-twice", "echo ran >> " + folder.resolve("ran"));
        run(task);
        await().atMost(PATIENCE).until(() -> runner.busy() == 0);
        runner.close();
        runner = runner(folder);
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        await().atMost(PATIENCE).until(() -> reports.last("t-twice").size() == 2);
        assertThat(reports.last("t-twice").getLast().query()).containsEntry("errCode", "-9");
        assertThat(Files.readAllLines(folder.resolve("ran"))).hasSize(1);
    }

    @Test
    void whatCannotRunHereIsToldWithItsReason() {
        assertThat(run(Tasks.typed("t-bat", "RunBatScript")).query()).containsEntry("errCode", "-2");
        assertThat(run(Tasks.typed("t-ruby", "RunRubyScript")).query())
                .containsEntry("param", "TypeInvalid")
                .containsEntry("value", "TypeInvalid_RunRubyScript");
        RunTask nowhere = Tasks.in(Tasks.shell("t-dir", "echo"), new RunTask.Place("/no/such/folder", "", false));
        assertThat(run(nowhere).query()).containsEntry("param", "workingDirectory");
        RunTask nobody = Tasks.in(Tasks.shell("t-user", "echo"), new RunTask.Place("", "no-such-user", false));
        assertThat(run(nobody).query()).containsEntry("param", "UsernameOrPasswordInvalid");
        RunTask inside = Tasks.in(Tasks.shell("t-box", "echo"), new RunTask.Place("", "", true));
        assertThat(run(inside).query()).containsEntry("errCode", "-15");
    }

    @Test
    void aUserNameThatIsACommandIsNoUser() {
        RunTask task = Tasks.in(Tasks.shell("t-inject", "echo"), new RunTask.Place("", "a;touch /tmp/x", false));
        assertThat(run(task).query()).containsEntry("param", "UsernameOrPasswordInvalid");
    }

    @Test
    void aLauncherStartsTheScriptInsteadOfItsTypesProgram() {
        run(Tasks.launched(
                "t-cat", "print('it is no shell that reads this')", "cat {{ACS::ScriptFileName|Ext(\".py\")}}"));
        assertThat(reports.output("t-cat")).isEqualTo("print('it is no shell that reads this')");
        run(Tasks.launched("t-name", "x", "echo '{{ACS::ScriptFileName|Ext(.py)}}' $HOME;id"));
        assertThat(reports.output("t-name")).contains("t-name", ".py $HOME;id\n");
        assertThat(run(Tasks.launched("t-none", "x", "no-such-program")).query())
                .containsEntry("exitCode", "127");
        assertThat(run(Tasks.launched("t-open", "x", "cat 'x")).kind()).isEqualTo(Report.Kind.INVALID);
    }

    @Test
    void aHundredScriptsAtOnceAllEndWithTheirOwnOutput() {
        List<RunTask> tasks = IntStream.range(0, 100)
                .mapToObj(i -> Tasks.shell("t-many-" + i, "echo " + i))
                .toList();
        runner.take(new TaskList(false, tasks, List.of(), List.of(), List.of()));
        tasks.forEach(task -> ended(task.id()));
        for (int i = 0; i < 100; i++) {
            assertThat(reports.output("t-many-" + i)).isEqualTo(i + "\n");
        }
    }

    @Test
    void nothingStaysInTheFolderOfScripts() throws IOException {
        run(Tasks.shell("t-clean", "echo"));
        await().atMost(PATIENCE).until(() -> runner.busy() == 0);
        try (Stream<Path> files = Files.list(folder.resolve("scripts"))) {
            assertThat(files).isEmpty();
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(RunnerTest::isNoZombie)
                .isPresent();
    }

    private static boolean isNoZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException gone) {
            return false;
        }
    }
}
