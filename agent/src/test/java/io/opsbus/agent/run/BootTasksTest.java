package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.RunTask;
import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A script for every boot, given to one agent process after another. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its task is a shell script")
class BootTasksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Recorded reports = new Recorded();

    /** One process in a boot, until the task is over. */
    private void process(String boot) throws IOException {
        var machine = new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, boot);
        int before = reports.last("t-1").size();
        try (var runner = new Runner(
                new WorkFolder(folder.resolve("work"), machine.clock().instant()), reports, machine)) {
            RunTask task = Tasks.repeated(Tasks.shell("t-1", "echo ran >>" + folder + "/ran"), Repeat.EVERY_REBOOT);
            var begun = new CountDownLatch(1);
            runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()), begun::countDown);
            await().atMost(PATIENCE).until(() -> reports.last("t-1").size() > before);
            assertThat(begun.getCount()).isZero();
        }
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(folder.resolve("ran"));
    }

    @Test
    void itRunsOnceInEachBootHoweverOftenItIsGiven() throws Exception {
        process("one");
        process("one");
        assertThat(ran()).hasSize(1);
        assertThat(reports.last("t-1").getLast().query()).containsEntry("errCode", "-9");
        process("two/..");
        process("two/..");
        assertThat(ran()).hasSize(2);
    }

    @Test
    void whereNobodyKnowsTheBootItRunsWheneverItIsGiven() throws Exception {
        process("");
        process("");
        assertThat(ran()).hasSize(2);
    }

    @Test
    void whatIsNotForABootIsNotWaitedFor() throws Exception {
        var machine = new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, "one");
        try (var runner = new Runner(
                new WorkFolder(folder.resolve("work"), machine.clock().instant()), reports, machine)) {
            RunTask task = Tasks.shell("t-2", "sleep 600");
            var begun = new CountDownLatch(1);
            runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()), begun::countDown);
            assertThat(begun.getCount()).isZero();
        }
    }
}
