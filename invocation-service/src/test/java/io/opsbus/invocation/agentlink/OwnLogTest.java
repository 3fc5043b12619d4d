package io.opsbus.invocation.agentlink;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the main log of our agent (guide 2.2), and what does not. */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "runs scripts with a shell; what is logged of them is the same there")
class OwnLogTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Service service = new Service();
    private final HardOfHearing agents = new HardOfHearing(service.agents);

    private String call(String action, InstanceId instance, String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of("InstanceId.1", instance.text()));
        Service.Told told = service.call(action, all.toArray(String[]::new));
        assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
        return told.text("InvokeId");
    }

    private String run(InstanceId instance, String script, String... more) {
        List<String> all = new ArrayList<>(List.of("Type", "RunShellScript", "CommandContent", script));
        all.addAll(List.of(more));
        return call("RunCommand", instance, all.toArray(String[]::new));
    }

    private String ended(String invocation) {
        await().atMost(PATIENCE)
                .until(() -> !Set.of("Pending", "Running", "Stopping")
                        .contains(service.result(invocation)
                                .get("InvocationStatus")
                                .asText()));
        return service.result(invocation).get("InvocationStatus").asText();
    }

    /** All files of a folder together. */
    private static String all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    /** Scripts, values, output, names and contents of files: where it goes well and where it does not. */
    @Test
    void noSecretStandsInIt() throws Exception {
        TestTls tls = TestTls.get();
        Home home = new Home(Files.createDirectories(folder.resolve("agent")));
        Service.Told activation = service.call("CreateActivation", "InstanceCount", "1");
        String code = activation.text("ActivationCode");
        try (var listener = new AgentListener(tls.settings(), agents, Clock.systemUTC())) {
            InstanceId instance =
                    AgentProcess.register(home, tls.ca(), listener.port(), activation.text("ActivationId"), code);
            try (AgentProcess _ = AgentProcess.start(home)) {
                await().atMost(PATIENCE).until(() -> agents.connections() > 0);
                assertThat(ended(run(
                                instance,
                                "echo canary-script {{secret}} >&2; exit 3",
                                "EnableParameter",
                                "true",
                                "Parameters",
                                "{\"secret\":\"canary-value\"}")))
                        .isEqualTo("Failed");
                assertThat(ended(run(instance, "sleep 60", "Timeout", "1", "WorkingDir", "/")))
                        .isEqualTo("Timeout");
                assertThat(ended(run(instance, "true", "WorkingDir", "/canary-folder")))
                        .isEqualTo("Invalid");
                assertThat(ended(run(instance, "true", "Launcher", "canary-launcher")))
                        .isNotEqualTo("Success");
                Path sent = folder.resolve("sent");
                call(
                        "SendFile",
                        instance,
                        "Name",
                        "canary-name",
                        "TargetDir",
                        sent.toString(),
                        "Content",
                        "canary-content");
                await().atMost(PATIENCE).until(() -> Files.exists(sent.resolve("canary-name")));
                String last = run(instance, "echo canary-last");
                assertThat(ended(last)).isEqualTo("Success");
            }
        }
        String key = Files.readString(home.folder().resolve("hybrid/pri-key"))
                .lines()
                .toList()
                .get(1);
        assertThat(all(home.folder().resolve("log")))
                .as("what is looked through")
                .contains("task begins", "task ended report=finish", "report=timeout", "file received");
        assertThat(all(home.folder().resolve("log"))
                        + Files.readString(home.folder().resolve("agent.out")))
                .doesNotContain("canary", code, key)
                .doesNotContain(Base64.getEncoder().encodeToString("canary-script".getBytes(UTF_8)));
    }
}
