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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code TerminationMode} {@code Process}: the script's process ends, what it started goes on. */
class TerminationModeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Recorded reports = new Recorded();
    private Runner runner;

    TerminationModeTest(@TempDir Path first) throws IOException {
        runner = runner(first);
    }

    private Runner runner(Path work) throws IOException {
        return new Runner(
                new WorkFolder(work, Clock.systemUTC().instant()),
                reports,
                new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
    }

    @BeforeEach
    void inItsOwnFolder() throws IOException {
        runner.close();
        runner = runner(folder);
    }

    /** Whoever a test has left. */
    @AfterEach
    void end() throws IOException {
        runner.close();
        for (String name : List.of("child", "script")) {
            if (Files.exists(folder.resolve(name))) {
                process(name).forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private Stream<ProcessHandle> process(String name) throws IOException {
        return ProcessHandle.of(
                Long.parseLong(Files.readString(folder.resolve(name)).strip()))
                .stream();
    }

    private String script() {
        return "echo $$ > %1$s/script; sleep 600 & echo $! > %1$s/child; echo begun; wait".formatted(folder);
    }

    private boolean isAlive(String name) throws IOException {
        return process(name).anyMatch(ProcessHandle::isAlive);
    }

    private Report run(RunTask task) {
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        return ended(task);
    }

    private Report ended(RunTask task) {
        await().atMost(PATIENCE).until(() -> !reports.last(task.id()).isEmpty());
        return reports.last(task.id()).getLast();
    }

    @Test
    void atItsTimeOutTheScriptEndsAndWhatItStartedGoesOn() throws IOException {
        Report report = run(Tasks.alone("t-alone", script(), Duration.ofSeconds(1)));
        assertThat(report.kind()).isEqualTo(Report.Kind.TIMEOUT);
        assertThat(reports.output("t-alone")).isEqualTo("begun\n");
        await().atMost(PATIENCE).until(() -> !isAlive("script"));
        assertThat(isAlive("child")).isTrue();
    }

    @Test
    void aStopEndsTheScriptAndWhatItStartedGoesOn() throws IOException {
        RunTask task = Tasks.alone("t-stopped", script(), Duration.ofMinutes(10));
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
        Path child = folder.resolve("child");
        await().atMost(PATIENCE).until(() -> Files.exists(child) && Files.size(child) > 0);
        runner.take(new TaskList(false, List.of(), List.of(task), List.of(), List.of()));
        assertThat(ended(task).kind()).isEqualTo(Report.Kind.STOPPED);
        await().atMost(PATIENCE).until(() -> !isAlive("script"));
        assertThat(isAlive("child")).isTrue();
    }

    @Test
    void itIsRunAsAnyOther() {
        Report report = run(Tasks.alone("t-echo", "echo 123; exit 3", Duration.ofMinutes(1)));
        assertThat(report.query()).containsEntry("exitCode", "3");
        assertThat(reports.output("t-echo")).isEqualTo("123\n");
        run(Tasks.alone("t-bang", "#!/usr/bin/env perl\nprint 'perl';", Duration.ofMinutes(1)));
        assertThat(reports.output("t-bang")).isEqualTo("perl");
    }
}
