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
import java.util.ArrayList;
import java.util.List;

/** A machine our agent is registered on, to be started, killed and started again: from the call to its process and back, over TLS. */
final class StartedAgent implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Service service = new Service();
    private final HardOfHearing agents = new HardOfHearing(service.agents);
    private final Home home;
    private final AgentListener listener;
    private final InstanceId instance;

    /** Registers it. */
    StartedAgent(Path folder) throws Exception {
        TestTls tls = TestTls.get();
        listener = new AgentListener(tls.settings(), agents, Clock.systemUTC());
        home = new Home(Files.createDirectories(folder.resolve("agent")));
        Service.Told activation = service.call("CreateActivation", "InstanceCount", "1");
        instance = AgentProcess.register(
                home, tls.ca(), listener.port(), activation.text("ActivationId"), activation.text("ActivationCode"));
    }

    Service service() {
        return service;
    }

    HardOfHearing agents() {
        return agents;
    }

    Home home() {
        return home;
    }

    /** Starts it, and waits until it is connected and has asked what there is to do: what comes now is not for its start. */
    AgentProcess start() throws IOException {
        int before = agents.connections();
        int startups = agents.startups();
        AgentProcess agent = AgentProcess.start(home);
        await().atMost(PATIENCE).until(() -> agents.connections() > before && agents.startups() > startups);
        return agent;
    }

    /** Has it run a script. */
    String run(String script, String... more) {
        List<String> parameters = new ArrayList<>(
                List.of("Type", "RunShellScript", "CommandContent", script, "InstanceId.1", instance.text()));
        parameters.addAll(List.of(more));
        Service.Told told = service.call("RunCommand", parameters.toArray(String[]::new));
        assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
        return told.text("InvokeId");
    }

    String status(String invocation) {
        return service.result(invocation).get("InvocationStatus").asText();
    }

    /** Whatever it was given before has begun, or will not. */
    void awaitOther(String... more) {
        String other = run("true", more);
        await().atMost(PATIENCE).until(() -> status(other).equals("Success"));
    }

    @Override
    public void close() {
        listener.close();
    }
}
