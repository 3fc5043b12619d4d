package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.testkit.agent.SimulatedFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files sent to all agents: each sending ends, who is said to have one has it, and it is what was sent. */
final class SentFiles {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String FOLDER = "/srv/sent";

    private final int timeout;
    /** By invocation, its name. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    /** By machine and path, what stands there. */
    private final Map<String, String> there = new ConcurrentHashMap<>();

    private int attempts;

    /**
     * None yet.
     *
     * @param timeout of each sending, in seconds
     */
    SentFiles(int timeout) {
        this.timeout = timeout;
    }

    void wrote(String instance, SimulatedFile file) {
        there.merge(instance + " " + file.path(), file.content(), (before, again) -> before + again);
    }

    /** Sends one more; empty when it was refused. */
    Optional<String> send(Caller caller, Map<String, String> instances) {
        String name = "f" + attempts++;
        Map<String, String> parameters = new HashMap<>(instances);
        parameters.putAll(Map.of("Name", name, "TargetDir", FOLDER, "Content", content(name), "Timeout", "" + timeout));
        Caller.Told told = caller.call("SendFile", parameters);
        if (told.status() != 200) {
            return Optional.empty();
        }
        accepted.put(told.text("InvokeId"), name);
        return Optional.of(told.text("InvokeId"));
    }

    private static String content(String name) {
        return "what " + name + " says";
    }

    void awaitEnds(Caller caller, int agents) {
        accepted.keySet()
                .forEach(invocation -> await().atMost(PATIENCE)
                        .until(() -> Results.ofFile(caller, invocation).stream()
                                        .filter(Results::isOver)
                                        .count()
                                == agents));
    }

    /** All has ended; what is told of it is true. */
    void assertAllEnd(Caller caller, int agents) {
        awaitEnds(caller, agents);
        accepted.forEach((invocation, name) -> {
            List<JsonNode> results = Results.ofFile(caller, invocation);
            assertThat(results)
                    .filteredOn(Results::isSuccess)
                    .allSatisfy(result -> assertThat(there)
                            .containsKey(result.path("InstanceId").asText() + " " + FOLDER + "/" + name));
        });
        assertThat(there)
                .allSatisfy((where, content) ->
                        assertThat(content).as(where).isEqualTo(content(where.substring(where.lastIndexOf('/') + 1))));
    }

    /** A new one gets to every agent. */
    void assertArrives(Caller caller, Map<String, String> instances) {
        String invocation = send(caller, instances).orElseThrow(() -> new AssertionError("the file was refused"));
        assertAllEnd(caller, instances.size());
        assertThat(Results.ofFile(caller, invocation)).hasSize(instances.size()).allMatch(Results::isSuccess);
    }
}
