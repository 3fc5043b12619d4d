package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.wire.Home;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.rpc.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our agent is killed in its first start after a boot, and started again: what is for the boot runs once in it. That the machine was
 * booted is what the agent's own note makes it believe.
 */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "elsewhere than on Linux a boot is told otherwise, and shells are not everywhere")
class KilledAtBootTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NOTE = "boot-id";

    @TempDir
    Path folder;

    private final Service service = new Service();
    private final HardOfHearing agents = new HardOfHearing(service.agents);
    private AgentListener listener;
    private Home home;
    private InstanceId instance;

    @BeforeEach
    void twoScriptsThatWaitForABoot() throws Exception {
        TestTls tls = TestTls.get();
        listener = new AgentListener(tls.settings(), agents, Clock.systemUTC());
        home = new Home(Files.createDirectories(folder.resolve("agent")));
        Service.Told activation = service.call("CreateActivation", "InstanceCount", "1");
        instance = AgentProcess.register(
                home, tls.ca(), listener.port(), activation.text("ActivationId"), activation.text("ActivationCode"));
        try (AgentProcess _ = start()) {
            run("echo every >>" + ran(), "EveryReboot");
            run("echo next >>" + ran(), "NextRebootOnly");
            awaitOther();
        }
        assertThat(ran()).doesNotExist();
        home.note(NOTE, "the boot before");
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private Path ran() {
        return folder.resolve("ran");
    }

    private AgentProcess start() throws IOException {
        int before = agents.connections();
        AgentProcess agent = AgentProcess.start(home);
        await().atMost(PATIENCE).until(() -> agents.connections() > before);
        return agent;
    }

    private String run(String script, String repeat) {
        Service.Told told = service.call(
                "RunCommand",
                "Type",
                "RunShellScript",
                "RepeatMode",
                repeat,
                "CommandContent",
                script,
                "InstanceId.1",
                instance.text());
        assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
        return told.text("InvokeId");
    }

    /** Whatever it was given before has begun, or will not. */
    private void awaitOther() {
        String other = run("true", "Once");
        await().atMost(PATIENCE)
                .until(() ->
                        service.result(other).get("InvocationStatus").asText().equals("Success"));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void awaitBoth() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines(ran())).hasSize(2));
    }

    /** Started twice more, and once is enough. */
    private void assertEachRunsOnce() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (AgentProcess _ = start()) {
                awaitBoth();
                awaitOther();
            }
        }
        assertThat(lines(ran())).containsExactlyInAnyOrder("every", "next");
        assertThat(home.note(NOTE)).isNotEqualTo("the boot before");
    }

    /** It has its list and begins with it; or what it began is over, and it has not said so. */
    @ParameterizedTest
    @ValueSource(strings = {"task begins", "task ended"})
    void whatIsForTheBootRunsOnce(String where) throws Exception {
        try (AgentProcess _ = AgentProcess.held(home, where)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines(home.folder().resolve(HeldAgent.HELD)))
                            .hasSize(2));
        }
        assertThat(lines(ran())).hasSize(where.equals("task begins") ? 0 : 2);
        assertEachRunsOnce();
    }

    /** It could not write down in which boot it is, which is as if it was killed before. */
    @Test
    void aBootThatWasNotNotedIsOneThatWasBegun() throws Exception {
        Path inTheWay = Files.createDirectories(home.folder().resolve(NOTE + ".new/full"));
        try (AgentProcess _ = start()) {
            awaitBoth();
            awaitOther();
        }
        Files.delete(inTheWay);
        assertThat(home.note(NOTE)).isEqualTo("the boot before");
        assertEachRunsOnce();
    }
}
