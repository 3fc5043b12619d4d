package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.SimulatedTask;
import io.opsbus.testkit.agent.Work;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commands that were accepted for some agents, each with a text of its own, and what must hold of them whatever happened: all
 * end, none runs twice on a machine, no output is told that no agent wrote.
 */
final class AcceptedWork implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int timeout;
    private final List<OfficialAgent> agents = new CopyOnWriteArrayList<>();
    /** By machine and text, so that a command that became two tasks shows. */
    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private int attempts;

    /**
     * No work yet.
     *
     * @param timeout of each command, in seconds
     */
    AcceptedWork(int timeout) {
        this.timeout = timeout;
    }

    /** Registers and starts so many agents. */
    void connect(AgentServer server, Caller caller, int count, Pace pace) throws IOException, InterruptedException {
        awaitService(caller);
        Caller.Told activation = caller.call("CreateActivation", Map.of("InstanceCount", "" + count));
        assertThat(activation.status()).as(activation.body()).isEqualTo(200);
        KeyPair keys = SimulatedIdentity.freshKeys();
        for (int n = 0; n < count; n++) {
            SimulatedIdentity identity = server.register(
                    activation.text("ActivationId"), activation.text("ActivationCode"), "machine-" + n, keys);
            var agent = new OfficialAgent(server, identity, pace, task -> run(identity.instanceId(), task));
            agent.start(false);
            agents.add(agent);
        }
    }

    /** Waits until the service answers. */
    static void awaitService(Caller caller) {
        caller.awaitReady();
    }

    /** Waits until each accepted command has begun at some agent. */
    void awaitBegun() {
        await().atMost(PATIENCE)
                .until(() -> accepted.values().stream()
                        .allMatch(says ->
                                begun.keySet().stream().anyMatch(what -> what.contains(" echo " + says + "\n"))));
    }

    /** Counts what is begun; prints what the script says. */
    private Work.Result run(String instance, SimulatedTask task) {
        begun.computeIfAbsent(instance + " " + task.script(), _ -> new AtomicInteger())
                .incrementAndGet();
        return Work.lines().of(task);
    }

    List<OfficialAgent> agents() {
        return agents;
    }

    int accepted() {
        return accepted.size();
    }

    /** What agents have begun so far. */
    int begun() {
        return begun.size();
    }

    /** An agent dies, and the machine starts it again at once. */
    void kill(int agent) throws InterruptedException {
        OfficialAgent next = agents.get(agent).killed();
        agents.set(agent, next);
        next.start(false);
    }

    /**
     * Sends one command to all agents, which may be refused.
     *
     * @param runs how long it runs, in seconds
     */
    void invoke(Caller caller, int runs) {
        var _ = send(caller, runs);
    }

    /** As {@link #invoke}: the invocation; empty when it was refused. */
    private Optional<String> send(Caller caller, int runs) {
        String says = "n" + attempts++;
        Map<String, String> parameters = new HashMap<>(Map.of("Type", "RunShellScript", "Timeout", "" + timeout));
        for (int n = 0; n < agents.size(); n++) {
            parameters.put("InstanceId." + (n + 1), agents.get(n).instanceId());
        }
        parameters.put("CommandContent", "echo " + says + "\nsleep " + runs);
        Caller.Told told = caller.call("RunCommand", parameters);
        if (told.status() != 200) {
            return Optional.empty();
        }
        accepted.put(told.text("InvokeId"), says);
        return Optional.of(told.text("InvokeId"));
    }

    /** Waits until everything has ended. */
    void awaitEnds(Caller caller) {
        await().atMost(PATIENCE).until(() -> accepted.keySet().stream().allMatch(id -> hasEnded(caller, id)));
    }

    private boolean hasEnded(Caller caller, String invocation) {
        return results(caller, invocation).stream().filter(AcceptedWork::isOver).count() == agents.size();
    }

    /** All has ended and nothing was invented. */
    private void assertAllEnd(Caller caller) {
        awaitEnds(caller);
        for (var one : accepted.entrySet()) {
            List<JsonNode> results = results(caller, one.getKey());
            assertThat(results).hasSize(agents.size());
            for (JsonNode result : results) {
                boolean isSuccess = isSuccess(result);
                String output = new String(
                        Base64.getDecoder().decode(result.path("Output").asText()), UTF_8);
                assertThat(output).as(result.toString()).isEqualTo(isSuccess ? one.getValue() + "\n" : "");
            }
        }
        assertThat(begun).allSatisfy((what, times) -> assertThat(times).as(what).hasValue(1));
    }

    /** New work gets done by every agent, sooner or later: some are back only after a while. */
    void assertWorkGetsDone(Caller caller) {
        assertAllEnd(caller);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            String invocation = send(caller, 0).orElseThrow(() -> new AssertionError("the command was refused"));
            await().atMost(PATIENCE).until(() -> hasEnded(caller, invocation));
            assertThat(results(caller, invocation))
                    .as(
                            "of %s connected agents",
                            agents.stream().filter(OfficialAgent::isConnected).count())
                    .hasSize(agents.size())
                    .allMatch(AcceptedWork::isSuccess);
        });
        assertAllEnd(caller);
    }

    private static boolean isSuccess(JsonNode result) {
        return result.path("InvocationStatus").asText().equals("Success");
    }

    private static boolean isOver(JsonNode result) {
        return switch (result.path("InvocationStatus").asText()) {
            case "Pending", "Scheduled", "Running", "Stopping" -> false;
            default -> true;
        };
    }

    private static List<JsonNode> results(Caller caller, String invocation) {
        Caller.Told told = caller.call("DescribeInvocationResults", Map.of("InvokeId", invocation, "PageSize", "50"));
        List<JsonNode> results = new ArrayList<>();
        try {
            JSON.readTree(told.body())
                    .at("/Invocation/InvocationResults/InvocationResult")
                    .forEach(results::add);
        } catch (IOException e) {
            throw new AssertionError(told.body(), e);
        }
        return results;
    }

    @Override
    public void close() {
        agents.forEach(OfficialAgent::close);
    }
}
