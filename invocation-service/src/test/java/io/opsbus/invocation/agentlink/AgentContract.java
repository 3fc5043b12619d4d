package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.InMemoryAgentTasks.Told;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every agent does against the agents' endpoint: register, kick, fetch, run, finish. Over TLS, as in life. */
abstract class AgentContract {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    private AgentListener listener;
    InstanceId instance;

    AgentContract() {}

    /** Registers an agent with activation {@code a-1}, code {@code secret}, and starts it. */
    abstract InstanceId begin(TestTls tls, int port, Path home) throws Exception;

    /** Starts the same registration again, as after the agent's process ended. */
    abstract void restart() throws Exception;

    abstract void end() throws Exception;

    @BeforeEach
    void register() throws Exception {
        tasks.activation("a-1", "secret");
        TestTls tls = TestTls.get();
        listener = new AgentListener(tls.settings(), tasks, Clock.systemUTC());
        instance = begin(tls, listener.port(), folder);
        await().atMost(PATIENCE).until(() -> tasks.isConnected(instance));
    }

    @AfterEach
    void close() throws Exception {
        end();
        listener.close();
    }

    private List<Told> told(String task) {
        return tasks.told().stream()
                .filter(told -> told.task().text().equals(task))
                .toList();
    }

    final <T extends TaskReport> T awaited(String task, Class<T> kind) {
        await().atMost(PATIENCE).until(() -> told(task).stream().anyMatch(told -> kind.isInstance(told.report())));
        return told(task).stream()
                .map(Told::report)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private String output(String task) {
        var output = new ByteArrayOutputStream();
        for (Told told : told(task)) {
            switch (told.report()) {
                case TaskReport.Running(var _, TaskReport.Chunk part) -> output.writeBytes(part.bytes());
                case TaskReport.Finished finished ->
                    output.writeBytes(finished.rest().bytes());
                default -> {
                    // no output
                }
            }
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Guide 2.4. */
    @Test
    void echo123IsRunAtOnceAndPrints123() {
        tasks.add(instance, Given.shell("t-1", "echo 123"));
        TaskReport.Finished finished = awaited("t-1", TaskReport.Finished.class);
        assertThat(finished.exitCode()).isZero();
        assertThat(output("t-1")).isEqualTo("123\n");
        assertThat(told("t-1").getFirst().report()).isInstanceOf(TaskReport.Running.class);
    }

    /** The official agent of the protocol facts knows no launcher; one more member must not cost it the list. */
    @Test
    void aTaskWithALauncherIsTaken() {
        tasks.add(instance, Given.launched("t-1", "echo 123", "sh {{ACS::ScriptFileName}}"));
        awaited("t-1", TaskReport.Finished.class);
        assertThat(output("t-1")).isEqualTo("123\n");
    }

    /** Nor does it know this member; what it means is our agent's {@code TerminationModeTest}. */
    @Test
    void aTaskWithATerminationModeIsTaken() {
        tasks.add(instance, Given.alone("t-1", "echo 123"));
        awaited("t-1", TaskReport.Finished.class);
        assertThat(output("t-1")).isEqualTo("123\n");
    }

    @Test
    void theExitCodeIsTold() {
        tasks.add(instance, Given.shell("t-1", "exit 3"));
        assertThat(awaited("t-1", TaskReport.Finished.class).exitCode()).isEqualTo(3);
    }

    @Test
    void manyTasksAreEachRunOnce() {
        for (int i = 0; i < 15; i++) {
            tasks.add(instance, Given.shell("t-" + i, "echo " + i));
        }
        for (int i = 0; i < 15; i++) {
            awaited("t-" + i, TaskReport.Finished.class);
            assertThat(output("t-" + i)).isEqualTo(i + "\n");
        }
    }

    @Test
    void aTaskThatRunsIsStopped() {
        tasks.add(instance, Given.shell("t-1", "sleep 600"));
        awaited("t-1", TaskReport.Running.class);
        tasks.stop(instance, new TaskList.Stop(new TaskId("t-1"), 0, Repeat.ONCE));
        assertThat(awaited("t-1", TaskReport.Stopped.class).completed()).isFalse();
    }

    @Test
    void aFileIsWritten() {
        tasks.add(instance, Given.file("f-1", folder.resolve("drop").toString(), "a.txt", "hello"));
        assertThat(awaited("f-1", TaskReport.FileWritten.class).success()).isTrue();
    }

    @Test
    void aRateIsRunByTheAgentAgainAndAgain() {
        tasks.add(
                instance,
                Given.timed("t-1", Repeat.RATE, "rate(1s)", Clock.systemUTC().instant()));
        await().atMost(PATIENCE)
                .until(() -> told("t-1").stream()
                                .filter(told -> told.report() instanceof TaskReport.Finished)
                                .count()
                        >= 2);
    }

    @Test
    void whatIsOwedIsFetchedAfterARestartAndNothingIsRunTwice() throws Exception {
        tasks.add(instance, Given.shell("t-1", "echo before"));
        awaited("t-1", TaskReport.Finished.class);
        end();
        await().atMost(PATIENCE).until(() -> !tasks.isConnected(instance));
        tasks.add(instance, Given.shell("t-2", "echo after"));
        restart();
        awaited("t-2", TaskReport.Finished.class);
        assertThat(told("t-1").stream().filter(told -> told.report() instanceof TaskReport.Finished))
                .hasSize(1);
    }

    @Test
    void anAgentWhoseRegistrationIsEndedGoes() {
        tasks.kick(new Kick.Deregister(instance));
        await().atMost(PATIENCE).until(() -> !tasks.isConnected(instance));
    }
}
