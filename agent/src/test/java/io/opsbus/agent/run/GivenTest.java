package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.Content;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that wait on the disk, for there are more of them than memory has room for. */
class GivenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LONG = "\n" + "#".repeat(200_000);

    private final Recorded reports = new Recorded();
    private final Path folder;
    private final WorkFolder work;
    private final Runner runner;

    GivenTest(@TempDir Path folder) throws IOException {
        this.folder = folder.resolve("given");
        this.work = new WorkFolder(folder, Instant.now());
        this.runner = new Runner(work, reports, new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
    }

    @AfterEach
    void end() {
        runner.close();
    }

    /** As when it has come with a list. */
    private RunTask given(RunTask task) {
        try {
            Content content = work.shelf()
                    .keep(task.id(), task.version(), task.script().content().base64())
                    .orElseThrow();
            RunTask.Script plain = task.script();
            return new RunTask(
                    task.id(),
                    task.version(),
                    new RunTask.Script(plain.type(), content, plain.timeout(), plain.launcher(), plain.alone()),
                    task.place(),
                    task.timing(),
                    task.output());
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private void take(Stream<RunTask> run, Stream<RunTask> stop) {
        runner.take(new TaskList(false, run.map(this::given).toList(), stop.toList(), List.of(), List.of()));
    }

    @Test
    void eachRunsAsItWasGivenAndNothingOfItIsLeft() {
        take(IntStream.range(0, 30).mapToObj(i -> Tasks.shell("t-" + i, "echo " + i + LONG)), Stream.of());
        for (int i = 0; i < 30; i++) {
            String id = "t-" + i;
            await().atMost(PATIENCE).until(() -> !reports.last(id).isEmpty());
            assertThat(reports.output(id)).isEqualTo(i + "\n");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folder).isEmptyDirectory());
    }

    @Test
    void aTimetableKeepsItsScriptUntilItIsStopped() {
        List<RunTask> all = IntStream.range(0, 10)
                .mapToObj(i -> Tasks.saying(
                        Tasks.timed("t-" + i, 0, RunTask.Repeat.RATE, "rate(1s)", Instant.EPOCH), "echo ran" + LONG))
                .toList();
        take(all.stream(), Stream.of());
        for (RunTask task : all) {
            await().atMost(PATIENCE).until(() -> reports.output(task.id()).startsWith("ran\nran\n"));
        }
        assertThat(folder).isNotEmptyDirectory();
        take(Stream.of(), all.stream());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folder).isEmptyDirectory());
    }
}
