package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedFile;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.SimulatedTask;
import io.opsbus.testkit.agent.Work;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Commands that were accepted for some agents, each with lines of its own, and what must hold of them whatever happened: all end,
 * none runs twice on a machine, no output is told that no agent wrote, none is gone that was taken. Beside them a repeated one, and
 * files.
 */
final class AcceptedWork implements AutoCloseable {
    private static final List<String> BUILDS = List.of(
            SimulatedIdentity.SEEN,
            SimulatedIdentity.NEWER,
            SimulatedIdentity.KEEPING,
            SimulatedIdentity.FORGETTING,
            SimulatedIdentity.INSISTING);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Less than a part, several parts, more than is kept. */
    private static final int[] LINES = {1, 300, 1, 300, 1, 2500};

    private final int timeout;
    private final boolean inOrder;
    private final RepeatedWork repeated;
    private final SentFiles files;
    private final List<OfficialAgent> agents = new CopyOnWriteArrayList<>();
    /** Whose agents forget what they have run. */
    private final Set<String> newest = ConcurrentHashMap.newKeySet();
    /** By machine and text, so that a command that became two tasks shows. */
    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

    private final Map<String, Lines> accepted = new ConcurrentHashMap<>();
    private final Losses losses = new Losses();
    private int attempts;

    /**
     * No work yet.
     *
     * @param timeout of each command, in seconds
     * @param inOrder no report can overtake another of its run
     */
    AcceptedWork(int timeout, boolean inOrder) {
        this.timeout = timeout;
        this.inOrder = inOrder;
        this.repeated = new RepeatedWork(timeout);
        this.files = new SentFiles(timeout);
    }

    /** Registers and starts so many agents, of all builds that differ. */
    void connect(AgentServer server, Caller caller, int count, Pace pace) throws IOException, InterruptedException {
        awaitService(caller);
        Caller.Told activation = caller.call("CreateActivation", Map.of("InstanceCount", "" + count));
        assertThat(activation.status()).as(activation.body()).isEqualTo(200);
        KeyPair keys = SimulatedIdentity.freshKeys();
        for (int n = 0; n < count; n++) {
            String id = activation.text("ActivationId");
            String code = activation.text("ActivationCode");
            String build = BUILDS.get(n % BUILDS.size());
            SimulatedIdentity identity = build.equals(SimulatedIdentity.SEEN)
                    ? server.register(id, code, "machine-" + n, keys)
                    : server.registerByFingerprint(id, code, "machine-" + n, keys, build);
            if (build.equals(SimulatedIdentity.NEWER)) {
                newest.add(identity.instanceId());
            }
            var agent = new OfficialAgent(server, identity, pace, new Machine(identity.instanceId()), losses);
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
                        .allMatch(lines -> begun.keySet().stream().anyMatch(what -> what.contains(lines.script()))));
    }

    /** Counts what is begun; prints what the script says. */
    private final class Machine implements Work {
        private final String instance;

        Machine(String instance) {
            this.instance = instance;
        }

        @Override
        public Result of(SimulatedTask task) {
            if (task.timing().cron().isEmpty()) {
                losses.begin(instance, task);
                begun.computeIfAbsent(instance + " " + task.script(), _ -> new AtomicInteger())
                        .incrementAndGet();
            } else {
                repeated.begin(instance, task);
            }
            return Work.lines().of(task);
        }

        @Override
        public void wrote(SimulatedFile file) {
            files.wrote(instance, file);
        }
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

    /** Sends a file to all agents, which may be refused. */
    void sendFile(Caller caller) {
        var _ = files.send(caller, instances());
    }

    /** Has all agents run a command again and again from now on. */
    void repeat(Caller caller) {
        repeated.send(caller, instances());
    }

    /** It does something else from now on. */
    void changeRepeated(Caller caller) {
        repeated.change(caller);
    }

    /** What is repeated runs everywhere, as it was changed last. */
    void assertRepeats(Caller caller) {
        List<String> instances = agents.stream().map(OfficialAgent::instanceId).toList();
        repeated.assertIsAsChanged(instances);
        repeated.assertGoesOn(caller, instances);
    }

    private Map<String, String> instances() {
        Map<String, String> instances = new HashMap<>();
        for (int n = 0; n < agents.size(); n++) {
            instances.put("InstanceId." + (n + 1), agents.get(n).instanceId());
        }
        return instances;
    }

    /** As {@link #invoke}: the invocation; empty when it was refused. */
    private Optional<String> send(Caller caller, int runs) {
        Lines lines = Lines.of(attempts, LINES[attempts++ % LINES.length]);
        Map<String, String> parameters = instances();
        parameters.putAll(Map.of("Type", "RunShellScript", "Timeout", "" + timeout));
        parameters.put("CommandContent", text(lines, runs));
        Caller.Told told = caller.call("RunCommand", parameters);
        if (told.status() != 200) {
            return Optional.empty();
        }
        accepted.put(told.text("InvokeId"), lines);
        return Optional.of(told.text("InvokeId"));
    }

    private static String text(Lines lines, int runs) {
        return lines.script() + "\nsleep " + runs;
    }

    /** Waits until everything has ended. */
    void awaitEnds(Caller caller) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(accepted.keySet().stream().flatMap(id -> unended(caller, id)))
                        .as("not over")
                        .isEmpty());
        files.awaitEnds(caller, agents.size());
    }

    /** Of each instance that has not ended it what is known; a line alone when instances are missing. */
    private Stream<String> unended(Caller caller, String invocation) {
        List<JsonNode> results = Results.of(caller, invocation);
        return results.size() == agents.size()
                ? results.stream().filter(result -> !Results.isOver(result)).map(JsonNode::toString)
                : Stream.of(invocation + " has results of " + results.size() + " instances");
    }

    private boolean hasEnded(Caller caller, String invocation) {
        return Results.of(caller, invocation).stream().filter(Results::isOver).count() == agents.size();
    }

    /** All has ended and nothing was invented. */
    private void assertAllEnd(Caller caller) {
        awaitEnds(caller);
        for (var one : accepted.entrySet()) {
            List<JsonNode> results = Results.of(caller, one.getKey());
            assertThat(results).hasSize(agents.size());
            for (JsonNode result : results) {
                assertIsWhatWasWritten(result, one.getValue());
            }
        }
        assertThat(begun).allSatisfy((what, times) -> assertThat(times).as(what).hasValue(1));
        files.assertAllEnd(caller, agents.size());
    }

    private void assertIsWhatWasWritten(JsonNode result, Lines lines) {
        String instance = result.path("InstanceId").asText();
        int inDoubt = losses.of(instance, lines);
        // the newest agents tell again what may have come
        int mayBeTwice = newest.contains(instance) ? inDoubt : 0;
        int missing = lines.missing(result, inOrder, mayBeTwice);
        assertThat(missing).as(result.toString()).isGreaterThanOrEqualTo(-mayBeTwice);
        if (Results.isSuccess(result)) {
            assertThat(missing).as(result.toString()).isLessThanOrEqualTo(inDoubt);
        }
    }

    /** New work gets done by every agent, sooner or later: some are back only after a while. */
    void assertWorkGetsDone(Caller caller) {
        assertAllEnd(caller);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            String invocation = send(caller, 1).orElseThrow(() -> new AssertionError("the command was refused"));
            await().atMost(PATIENCE).until(() -> hasEnded(caller, invocation));
            assertThat(Results.of(caller, invocation))
                    .as(
                            "of %s connected agents",
                            agents.stream().filter(OfficialAgent::isConnected).count())
                    .hasSize(agents.size())
                    .allMatch(Results::isSuccess);
            files.assertArrives(caller, instances());
        });
        assertRepeats(caller);
        assertAllEnd(caller);
    }

    @Override
    public void close() {
        agents.forEach(OfficialAgent::close);
    }
}
