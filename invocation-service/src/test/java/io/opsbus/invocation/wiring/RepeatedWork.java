package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.testkit.agent.SimulatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A command all agents run again and again: whatever happened it goes on, and no tick of it has two runs. */
final class RepeatedWork {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** No other work says this. */
    private static final int NUMBER = 999_999;

    private static final int SECONDS = 12;

    private final Lines lines = Lines.of(NUMBER, 3);
    private final int timeout;
    private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    /** Of what each agent ran last. */
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();

    private Optional<String> invocation = Optional.empty();
    private int changes;

    /**
     * Not yet accepted.
     *
     * @param timeout of each run, in seconds; shorter than the time between two
     */
    RepeatedWork(int timeout) {
        this.timeout = timeout;
    }

    /** It runs once more. */
    void begin(String instance, SimulatedTask task) {
        versions.put(instance, task.version());
        long tick = task.timing().ticks().orElseThrow().last(System.currentTimeMillis());
        begun.computeIfAbsent(instance + " tick " + tick, _ -> new AtomicInteger())
                .incrementAndGet();
    }

    void send(Caller caller, Map<String, String> instances) {
        Map<String, String> parameters = new HashMap<>(instances);
        parameters.put("Type", "RunShellScript");
        parameters.put("Timeout", "" + timeout);
        parameters.put("Frequency", "*/" + SECONDS + " * * * * *");
        parameters.put("CommandContent", lines.script());
        Caller.Told told = caller.call("RunCommand", parameters);
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        invocation = Optional.of(told.text("InvokeId"));
    }

    /** From now on it is another script that writes the same. */
    void change(Caller caller) {
        changes++;
        Caller.Told told = caller.call(
                "ModifyInvocationAttribute",
                Map.of("InvokeId", invocation.orElseThrow(), "CommandContent", lines.script() + "\n# " + changes));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
    }

    /** All agents run it as it is now, sooner or later. */
    void assertIsAsChanged(Iterable<String> instances) {
        if (changes == 0) {
            return;
        }
        for (String instance : instances) {
            await().atMost(PATIENCE).until(() -> versions.getOrDefault(instance, -1) == changes);
        }
    }

    /** From now on each agent has another run, which succeeds; none had two for one tick. */
    void assertGoesOn(Caller caller, Iterable<String> instances) {
        if (invocation.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        for (String instance : instances) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Results.history(caller, invocation.get(), instance).stream()
                            .anyMatch(run ->
                                    Results.isSuccess(run) && started(run).isAfter(now)));
            assertEachOnce(Results.history(caller, invocation.get(), instance));
        }
        assertThat(begun)
                .isNotEmpty()
                .allSatisfy((what, times) -> assertThat(times).as(what).hasValue(1));
    }

    private void assertEachOnce(List<JsonNode> runs) {
        List<Instant> starts = runs.stream().map(RepeatedWork::started).sorted().toList();
        // a busy machine begins late, and leaves out what it is late for
        assertThat(starts.stream().map(start -> start.getEpochSecond() / SECONDS))
                .as("starts: %s", starts)
                .doesNotHaveDuplicates();
        for (JsonNode run : runs) {
            int missing = lines.missing(run, true);
            if (Results.isSuccess(run)) {
                assertThat(missing).as(run.toString()).isZero();
            }
        }
    }

    private static Instant started(JsonNode run) {
        return Instant.parse(run.path("StartTime").asText());
    }
}
