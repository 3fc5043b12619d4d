package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.FileTask;
import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports the server does not take yet. */
class WaitingReportsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch taken = new CountDownLatch(1);
    private final Recorded reports = new Recorded();
    private volatile boolean nothing;
    private final Path folder;
    private final Runner runner;

    WaitingReportsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.runner = new Runner(
                new WorkFolder(folder.resolve("work"), Clock.systemUTC().instant()),
                this::tell,
                new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
    }

    @AfterEach
    void end() {
        taken.countDown();
        runner.close();
    }

    /** Of files and stops nothing is taken for now. */
    private boolean tell(Report report) {
        if (nothing || report.query().containsKey("taskType") || report.kind() == Report.Kind.STOPPED) {
            try {
                taken.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }
        return reports.tell(report);
    }

    private void take(List<RunTask> run, List<RunTask> stop, List<FileTask> files) {
        runner.take(new TaskList(false, run, stop, List.of(), files));
    }

    private FileTask file() throws Exception {
        String base64 = Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8));
        String md5 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest(base64.getBytes(StandardCharsets.US_ASCII)));
        return new FileTask("f-1", base64, md5, folder.toString(), "a", "", "", "", false);
    }

    @Test
    void theyHoldNoOtherTaskUpAndNoVersionBeginsBeforeTheyAreTaken() throws Exception {
        take(List.of(Tasks.shell("t-1", "echo 1")), List.of(), List.of(file()));
        take(List.of(), List.of(Tasks.shell("t-0", "")), List.of());
        await().atMost(PATIENCE).until(() -> reports.last("t-1").size() == 1 && runner.busy() == 0);
        assertThat(runner.rest()).isFalse();
        taken.countDown();
        await().atMost(PATIENCE).until(runner::rest);
        assertThat(reports.last("f-1")).hasSize(1);
        assertThat(reports.last("t-0")).hasSize(1);
    }

    /** Nothing is taken at all, not even that a run begins. */
    @Test
    void aTimetableGoesOnAndItsNewestRunsAreToldInTheirOrder() throws Exception {
        nothing = true;
        String script = "echo ran >>" + folder + "/ran; wc -l <" + folder + "/ran";
        RunTask task = Tasks.timed("t-1", 0, RunTask.Repeat.RATE, "rate(1s)", Instant.EPOCH);
        take(List.of(Tasks.saying(task, script)), List.of(), List.of());
        await().atMost(PATIENCE)
                .until(() -> Files.exists(ran()) && Files.readAllLines(ran()).size() >= 4);
        assertThat(runner.busy()).isLessThanOrEqualTo(1);
        assertThat(runner.rest()).isFalse();
        taken.countDown();
        await().atMost(PATIENCE).until(() -> reports.last("t-1").size() >= 4);
        assertThat(reports.all("t-1").stream().limit(8).map(Report::kind))
                .as("one after the other")
                .containsExactly(Stream.generate(() -> List.of(Report.Kind.RUNNING, Report.Kind.FINISH))
                        .limit(4)
                        .flatMap(List::stream)
                        .toArray(Report.Kind[]::new));
        assertThat(reports.output("t-1")).startsWith("1\n2\n3\n4\n");
    }

    private Path ran() {
        return folder.resolve("ran");
    }

    /** The server reminds of a stop; how the script ended is told with its output, and nothing of one that never ran. */
    @Test
    void aSecondStopIsNotAnsweredBeforeTheFirst() throws Exception {
        RunTask task = Tasks.shell("t-1", "echo out; touch " + ran() + "; sleep 600");
        take(List.of(task), List.of(), List.of());
        await().atMost(PATIENCE).until(() -> Files.exists(ran()));
        take(List.of(), List.of(task), List.of());
        await().atMost(PATIENCE).until(() -> runner.busy() == 0);
        take(List.of(), List.of(task), List.of());
        taken.countDown();
        await().atMost(PATIENCE).until(runner::rest);
        assertThat(reports.last("t-1")).hasSize(1);
        assertThat(reports.output("t-1")).isEqualTo("out\n");
    }

    /** What it has written it does not call another's, though the process that wrote it was killed before it was heard. */
    @Test
    void aFileThatIsGivenAgainToTheNextProcessIsThereAlready() throws Exception {
        assertThat(nextProcess()).containsEntry("status", "Success");
        assertThat(nextProcess()).containsEntry("status", "Success");
        Files.writeString(folder.resolve("a"), "somebody else's");
        assertThat(nextProcess()).containsEntry("param", "FileExist");
    }

    private Map<String, String> nextProcess() throws Exception {
        var told = new Recorded();
        var machine = new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, "");
        try (var next = new Runner(
                new WorkFolder(folder.resolve("next"), machine.clock().instant()), told, machine)) {
            next.take(new TaskList(false, List.of(), List.of(), List.of(), List.of(file())));
            await().atMost(PATIENCE).until(() -> !told.last("f-1").isEmpty());
            return told.last("f-1").getFirst().query();
        }
    }

    /** The server gives a file again of which it has not heard. */
    @Test
    void aFileThatIsGivenAgainMeanwhileIsThereAlready() throws Exception {
        take(List.of(), List.of(), List.of(file()));
        take(List.of(), List.of(), List.of(file()));
        taken.countDown();
        await().atMost(PATIENCE).until(runner::rest);
        assertThat(reports.last("f-1"))
                .singleElement()
                .satisfies(told -> assertThat(told.query()).containsEntry("status", "Success"));
    }
}
