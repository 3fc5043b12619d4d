package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.task.TaskLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our agent is killed while a script of it runs, and started again (agent facts 8): from the call to the process and back, over TLS.
 * Its script goes on until then, for nobody ends it.
 */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "runs scripts with a shell; how Windows ends processes is RunnerTest's")
class KilledAgentTest {
    private static final Duration PATIENCE = StartedAgent.PATIENCE;
    private static final int TIMEOUT = 60;

    @TempDir
    Path folder;

    private StartedAgent machine;

    @BeforeEach
    void register() throws Exception {
        machine = new StartedAgent(folder);
    }

    /** Scripts may end now. */
    @AfterEach
    void stop() throws IOException {
        Files.createFile(folder.resolve("end"));
        machine.close();
    }

    private String run(String script) {
        return machine.run(script, "Timeout", "" + TIMEOUT);
    }

    /** A script that says where it began, and runs until the test is over. */
    private String runLong() {
        return run("echo $$ >" + folder + "/pid; echo begun >>" + folder + "/ran; while [ ! -e " + folder
                + "/end ]; do sleep 0.1; done");
    }

    private void awaitBegun() {
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("ran")));
    }

    private boolean isScriptAlive() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** New work is done by the agent that was started again, and the old script was not begun once more. */
    private void assertGoesOn() {
        machine.awaitOther();
        assertThat(folder.resolve("ran")).hasContent("begun\n");
    }

    @Test
    void whatRanIsInterruptedAndRanOnce() throws Exception {
        String invocation;
        try (AgentProcess killed = machine.start()) {
            invocation = runLong();
            awaitBegun();
            await().atMost(PATIENCE).until(() -> machine.status(invocation).equals("Running"));
            assertThat(killed.process().isAlive()).isTrue();
        }
        assertThat(isScriptAlive()).isTrue();
        try (AgentProcess _ = machine.start()) {
            // nobody would end it when its time is over; whoever adopts it says a little later that it is dead
            await().atMost(PATIENCE).until(() -> !isScriptAlive());
            await().atMost(PATIENCE).until(() -> !machine.status(invocation).equals("Running"));
            JsonNode result = machine.service().result(invocation);
            assertThat(result.get("InvocationStatus").asText()).isEqualTo("Error");
            assertThat(result.get("ErrorCode").asText()).isEqualTo("ExecutionInterrupted");
            assertGoesOn();
        }
    }

    /** That it had begun was not heard: it is given again, and the agent says that it had it; nobody knows how that went. */
    @Test
    void whatWasNotHeardToRunIsGivenAgainAndNotRunAgain() throws Exception {
        String invocation;
        machine.agents().isDeafToStarts(true);
        try (AgentProcess _ = machine.start()) {
            invocation = runLong();
            awaitBegun();
        }
        machine.agents().isDeafToStarts(false);
        try (AgentProcess _ = machine.start()) {
            await().atMost(PATIENCE).until(() -> machine.agents().hadBefore() > 0);
            assertGoesOn();
            assertThat(machine.status(invocation)).as("-9 is no end").isEqualTo("Running");
            machine.service()
                    .pass(Duration.ofSeconds(TIMEOUT)
                            .plus(TaskLimits.DEFAULT.grace())
                            .plusSeconds(1));
            assertThat(machine.status(invocation)).isEqualTo("Timeout");
        }
    }

    /** As systemd stops a service: nothing is left of what ran, and the server need not wait for the agent to be back. */
    @Test
    void anAgentThatIsToldToEndEndsItsScriptsAndSaysSo() throws Exception {
        try (AgentProcess agent = machine.start()) {
            String invocation = runLong();
            awaitBegun();
            await().atMost(PATIENCE).until(() -> machine.status(invocation).equals("Running"));
            agent.process().destroy();
            assertThat(agent.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            // whoever adopts it says a little later that it is dead
            await().atMost(PATIENCE).until(() -> !isScriptAlive());
            JsonNode result = machine.service().result(invocation);
            assertThat(result.get("InvocationStatus").asText()).isEqualTo("Error");
            assertThat(result.get("ErrorInfo").asText()).contains("the agent was stopped");
        }
    }

    /** It was over, and the server away: the next process has it from the disk, and says it before it is asked what still runs. */
    @Test
    void whatHadEndedIsNotLost() throws Exception {
        String invocation;
        machine.agents().isDeafToEnds(true);
        try (AgentProcess _ = machine.start()) {
            invocation = run("echo done");
            await().atMost(PATIENCE).until(() -> machine.agents().unheardEnds() > 0);
        }
        machine.agents().isDeafToEnds(false);
        try (AgentProcess _ = machine.start()) {
            await().atMost(PATIENCE).until(() -> !machine.status(invocation).equals("Running"));
            assertThat(machine.status(invocation)).isEqualTo("Success");
            assertThat(machine.service().result(invocation).get("Output").asText())
                    .isEqualTo("ZG9uZQo=");
        }
    }
}
