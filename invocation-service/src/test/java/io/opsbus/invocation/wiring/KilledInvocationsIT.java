package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.Mischief;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.SimulatedTask;
import io.opsbus.testkit.agent.Work;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL while commands run, and reports that arrive twice and late: whatever was accepted ends, nothing runs twice at an agent,
 * and no output is told that no agent wrote.
 */
class KilledInvocationsIT {
    private static final int AGENTS = 8;
    private static final int KILLS = 3;
    private static final int ACCEPTED_BEFORE_A_KILL = 25;
    /** An invocation whose agents have not come back yet is aborted after 15 s; they are back within half a minute. */
    private static final int MORE = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final List<OfficialAgent> agents = new ArrayList<>();

    private static Map<String, Object> settings() {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        settings.put("opsbus.invocation.agents.port", 0);
        settings.put("opsbus.invocation.delivery", "15s");
        settings.put("opsbus.invocation.grace", "5s");
        settings.put("opsbus.invocation.silence", "60s");
        return settings;
    }

    /** Counts what it begins; prints what the script says. */
    private Work.Result work(SimulatedTask task) {
        begun.computeIfAbsent(task.id(), _ -> new AtomicInteger()).incrementAndGet();
        return Work.lines().of(task);
    }

    @Test
    void whatWasAcceptedEndsAndNothingIsInvented() throws Exception {
        var random = Seeds.random("KilledInvocationsIT");
        Map<String, Object> settings = settings();
        try (var front = new AgentFront();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build()) {
            var server = new AgentServer(
                    URI.create("http://127.0.0.1:" + front.port()),
                    client,
                    Clock.systemUTC(),
                    Mischief.seeded(random.split(), Duration.ofMillis(300)));
            for (int round = 0; round < KILLS; round++) {
                DoomedService doomed = DoomedService.start(settings);
                try {
                    front.lead(doomed.agents());
                    begin(server, new Caller(doomed.url()));
                    invokeUntil(
                            new Caller(doomed.url()),
                            accepted.size() + ACCEPTED_BEFORE_A_KILL + random.nextInt(ACCEPTED_BEFORE_A_KILL));
                } finally {
                    doomed.kill();
                }
            }
            try (RunningService last = Main.SERVICE.start(settings)) {
                front.lead(last.context().getBean(AgentListener.class).port());
                assertWorkGetsDone(new Caller(last.url()));
            } finally {
                agents.forEach(OfficialAgent::close);
            }
        }
        assertThat(begun).allSatisfy((task, times) -> assertThat(times).as(task).hasValue(1));
    }

    /** Registers and connects the agents, once. */
    private void begin(AgentServer server, Caller caller) throws IOException, InterruptedException {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                caller.call("DescribeInvocations", Map.of()).status())
                        .isEqualTo(200));
        if (!agents.isEmpty()) {
            return;
        }
        Caller.Told activation = caller.call("CreateActivation", Map.of("InstanceCount", "" + AGENTS));
        assertThat(activation.status()).as(activation.body()).isEqualTo(200);
        KeyPair keys = SimulatedIdentity.freshKeys();
        for (int n = 0; n < AGENTS; n++) {
            SimulatedIdentity identity = server.register(
                    activation.text("ActivationId"), activation.text("ActivationCode"), "machine-" + n, keys);
            var agent = new OfficialAgent(server, identity, Pace.OFFICIAL.times(60), this::work);
            agent.start(false);
            agents.add(agent);
        }
    }

    /** Every invocation prints a text of its own. */
    private void invokeUntil(Caller caller, int count) {
        Map<String, String> parameters = new HashMap<>(Map.of("Type", "RunShellScript", "Timeout", "10"));
        for (int n = 0; n < agents.size(); n++) {
            parameters.put("InstanceId." + (n + 1), agents.get(n).instanceId());
        }
        while (accepted.size() < count) {
            String says = "n" + accepted.size();
            parameters.put("CommandContent", "echo " + says);
            Caller.Told told = caller.call("RunCommand", parameters);
            if (told.status() == 200) {
                accepted.put(told.text("InvokeId"), says);
            }
        }
    }

    /** On a slow machine everything may be overdue by the time the last service starts: then what comes after the kills must get done. */
    private void assertWorkGetsDone(Caller caller) {
        int successes = assertAllEnd(caller);
        for (int more = 0; successes == 0 && more < MORE; more++) {
            invokeUntil(caller, accepted.size() + 1);
            successes = assertAllEnd(caller);
        }
        assertThat(successes).isPositive();
    }

    /** Returns how many tasks succeeded. */
    private int assertAllEnd(Caller caller) {
        await().atMost(PATIENCE)
                .until(() -> accepted.keySet().stream()
                        .allMatch(id -> results(caller, id).stream()
                                        .filter(KilledInvocationsIT::isOver)
                                        .count()
                                == agents.size()));
        int successes = 0;
        for (var one : accepted.entrySet()) {
            List<JsonNode> results = results(caller, one.getKey());
            assertThat(results).hasSize(agents.size());
            for (JsonNode result : results) {
                boolean isSuccess = result.path("InvocationStatus").asText().equals("Success");
                String output = new String(
                        Base64.getDecoder().decode(result.path("Output").asText()), UTF_8);
                assertThat(output).as(result.toString()).isEqualTo(isSuccess ? one.getValue() + "\n" : "");
                successes += isSuccess ? 1 : 0;
            }
        }
        return successes;
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
}
