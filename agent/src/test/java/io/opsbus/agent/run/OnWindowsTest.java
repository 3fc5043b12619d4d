package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.opsbus.agent.FileTask;
import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.windows.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch files on Windows, or under Wine: {@code agent/try-under-wine.sh}. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows; under Wine: agent/try-under-wine.sh")
class OnWindowsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final boolean WINE = System.getenv("WINEPREFIX") != null;

    @TempDir
    Path folder;

    private final Instant begin = Clock.systemUTC().instant().minusSeconds(1);
    private final Recorded reports = new Recorded();
    private Runner runner;

    OnWindowsTest(@TempDir Path first) throws IOException {
        runner = runner(first);
    }

    private Runner runner(Path work) throws IOException {
        return new Runner(
                new WorkFolder(work, Clock.systemUTC().instant()),
                reports,
                new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
    }

    /** Its name is as bad as a folder's may be. */
    @BeforeEach
    void inItsOwnFolder() throws IOException {
        runner.close();
        runner = runner(folder.resolve("R&D (x86) 100% 'mine'"));
    }

    @AfterEach
    void end() {
        runner.close();
        pings().forEach(ProcessHandle::destroyForcibly);
    }

    private Report run(RunTask task) {
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        return ended(task);
    }

    private Report ended(RunTask task) {
        await().atMost(PATIENCE).until(() -> !reports.last(task.id()).isEmpty());
        return reports.last(task.id()).getLast();
    }

    private static RunTask batch(String id, String... lines) {
        return Tasks.batch(id, String.join("\n", lines), Duration.ofMinutes(1));
    }

    private List<ProcessHandle> pings() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .endsWith("ping.exe"))
                .filter(process -> process.info().startInstant().orElse(begin).isAfter(begin))
                .toList();
    }

    @Test
    void echo123Prints123AsWindowsEndsItsLines() {
        assertThat(run(batch("t-echo", "echo 123")).query()).containsEntry("exitCode", "0");
        assertThat(reports.output("t-echo")).isEqualTo("123\r\n");
    }

    @Test
    void bothStreamsAreOneInTheirOrder() {
        run(batch("t-both", "echo out", "echo err>&2", "echo out"));
        assertThat(reports.output("t-both")).isEqualTo("out\r\nerr\r\nout\r\n");
    }

    @ParameterizedTest
    @CsvSource({"exit 7, 7", "exit -1, -1", "exit /b 7, 7", "cmd /c exit 7, 7", "cmd /c exit 7 || exit /b 3, 3"})
    void theExitCodeIsTold(String line, String code) {
        assumeFalse(WINE && line.matches(".*(c|b) .*"), "Wine's call answers 1 to all of these");
        assertThat(run(batch("t-" + line.hashCode(), line)).query()).containsEntry("exitCode", code);
    }

    @Test
    void labelsAreFoundThoughTheScriptWasWrittenElsewhere() {
        run(batch(
                "t-goto", "goto second", ":first", "echo first", "goto :eof", ":second", "echo second", "goto first"));
        assertThat(reports.output("t-goto")).isEqualTo("second\r\nfirst\r\n");
    }

    @Test
    void whoeverAsksHearsNothing() {
        Report report = run(batch("t-ask", "set x=none", "set /p x=", "echo [%x%]"));
        assertThat(report.kind()).isEqualTo(Report.Kind.FINISH);
        assertThat(reports.output("t-ask")).endsWith("[none]\r\n");
    }

    @Test
    void chineseIsPrintedAsItWasWrittenWhateverTheMachinesCodePage() {
        boolean said = Launch.codePage().newEncoder().canEncode('中');
        assumeFalse(WINE && !said, "Wine's chcp changes nothing: try with the letters of zh_CN.UTF-8");
        run(batch("t-chinese", "echo 中文 模", "echo 123"));
        assertThat(reports.output("t-chinese")).isEqualTo("中文 模\r\n123\r\n");
    }

    @Test
    void atItsTimeOutTheWholeTreeDies() {
        String script = """
                start /b ping -n 600 127.0.0.1 >nul
                cmd /c "start /b cmd /c ping -n 601 127.0.0.1 >nul"
                echo begun
                ping -n 602 127.0.0.1 >nul
                """;
        Report report = run(Tasks.batch("t-tree", script, Duration.ofSeconds(5)));
        assertThat(report.kind()).isEqualTo(Report.Kind.TIMEOUT);
        assertThat(reports.output("t-tree")).isEqualTo("begun\r\n");
        await().atMost(PATIENCE).until(() -> pings().isEmpty());
    }

    @Test
    void aStopKillsWhatTheScriptLeftToItself() {
        RunTask task = batch("t-stop", "cmd /c \"start /b ping -n 600 127.0.0.1 >nul\"", "ping -n 602 127.0.0.1 >nul");
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        await().atMost(PATIENCE).until(() -> pings().size() == 2);
        runner.take(new TaskList(false, List.of(), List.of(task), List.of(), List.of()));
        assertThat(ended(task).query()).containsEntry("result", "killed");
        await().atMost(PATIENCE).until(() -> pings().isEmpty());
    }

    @Test
    void aScriptThatIsToEndAloneDoes() {
        RunTask task =
                Tasks.alone(batch("t-alone", "start /b ping -n 600 127.0.0.1 >nul", "ping -n 602 127.0.0.1 >nul"));
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        await().atMost(PATIENCE).until(() -> pings().size() == 2);
        runner.take(new TaskList(false, List.of(), List.of(task), List.of(), List.of()));
        assertThat(ended(task).query()).containsEntry("result", "killed");
        await().atMost(PATIENCE).until(() -> runner.busy() == 0);
        assertThat(pings()).hasSize(2);
    }

    @Test
    void whatAScriptStartsOutlivesItAndItsFileGoesAllTheSame() throws IOException {
        assertThat(run(batch("t-left", "start /b ping -n 600 127.0.0.1 >nul", "exit 4"))
                        .query())
                .containsEntry("exitCode", "4");
        assertThat(pings()).hasSize(1);
        await().atMost(PATIENCE).until(() -> runner.busy() == 0);
        try (Stream<Path> files = Files.list(folder.resolve("R&D (x86) 100% 'mine'/scripts"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aScriptRunsInTheAgentsFolderOrInItsOwn() {
        run(batch("t-here", "cd"));
        assertThat(reports.output("t-here")).isEqualToIgnoringCase(System.getProperty("user.dir") + "\r\n");
        run(Tasks.in(batch("t-there", "cd"), new RunTask.Place(folder.toString(), "", false)));
        assertThat(reports.output("t-there")).isEqualToIgnoringCase(folder + "\r\n");
        Report nowhere = run(Tasks.in(batch("t-nowhere", "cd"), new RunTask.Place("C:\\a|b", "", false)));
        assertThat(nowhere.query()).containsEntry("param", "workingDirectory");
    }

    @Test
    void whatCannotRunHereIsTold() {
        assertThat(run(Tasks.shell("t-shell", "echo")).query()).containsEntry("errCode", "-2");
        RunTask other = Tasks.in(batch("t-user", "echo"), new RunTask.Place("", "no-such-user", false));
        assertThat(run(other).query()).containsEntry("param", "UsernameOrPasswordInvalid");
    }

    @Test
    void aLauncherStartsTheScriptInsteadOfCmd() {
        run(Tasks.launched(
                "RunBatScript", "t-launched", "no batch\n", "cmd /c type {{ACS::ScriptFileName|Ext(.txt)}}"));
        assertThat(reports.output("t-launched")).isEqualTo("no batch\n");
    }

    private FileTask file(String directory, String name, String text) throws Exception {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String md5 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(base64.getBytes(StandardCharsets.UTF_8)));
        return new FileTask("f-1", base64, md5, directory, name, "0644", "root", "root", true);
    }

    @Test
    void aFileIsWrittenAndANameThatIsNoneIsRefused() throws Exception {
        String sub = folder.resolve("a b").toString();
        for (String text : List.of("one", "two")) {
            assertThat(FileDrop.write(file(sub, "中文.txt", text)).query()).containsEntry("status", "Success");
            assertThat(folder.resolve("a b/中文.txt")).hasContent(text);
        }
        assertThat(FileDrop.write(file(sub, "a:b", "x")).query()).containsEntry("param", "FileNameInvalid");
        assertThat(FileDrop.write(file("C:\\a|b", "a", "x")).query()).containsEntry("errorcode", "4");
        assertThat(FileDrop.write(file("Q:no drive", "a", "x")).query()).containsEntry("errorcode", "4");
    }

    @Test
    void theMachineSaysWhoItIsAndWhenItBooted() {
        assertThat(Machine.boot()).isPresent().isEqualTo(Machine.boot());
        assertThat(Machine.up()).isPositive();
        assertThat(Machine.codePage()).isPositive();
    }
}
