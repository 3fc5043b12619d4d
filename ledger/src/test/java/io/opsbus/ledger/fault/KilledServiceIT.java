package io.opsbus.ledger.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.postgres.TestDatabase;
import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.ledger.relay.KafkaTopic;
import io.opsbus.testkit.Backbone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A service dies at every step in turn; whatever it had answered must be there, once and in order. */
class KilledServiceIT {

    /** How far each life of the service may count; a life ends earlier when its step comes. */
    private static final int STRIDE = 9;

    private final Map<String, Integer> answered = new TreeMap<>(Map.of("a", 0, "b", 0));
    private int last;

    @Test
    void killedAtAnyStepAServiceLosesRepeatsAndReordersNothing() throws Exception {
        String url = TestDatabase.freshUrl();
        var topic = KafkaTopic.fresh();
        for (Step step : Step.values()) {
            last += STRIDE;
            assertThat(live(url, topic, step.name())).as(step.name()).isEqualTo(137);
        }
        last += STRIDE;
        try (var survivor = new Service(
                TestDatabase.pool(url), KafkaFactSink.open(KafkaTopic.connection()), topic.name(), step -> {}, true)) {
            answered.forEach((id, step) -> survivor.countTo(id, step + 1, last, reply -> heard(id, reply)));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(steps(topic.stored(), Service.TICKS)).hasSize(2 * last / 3));
            await().untilAsserted(() -> assertThat(survivor.health().waiting()).isZero());
        }
        var stored = topic.stored();
        for (String id : answered.keySet()) {
            assertThat(steps(stored, id)).isEqualTo(oneTo(last));
        }
        assertThat(steps(stored, Service.TICKS)).isEqualTo(oneTo(2 * last / 3));
        System.out.println("killed at " + Step.values().length + " steps: " + (stored.size() - 2 * last - 2 * last / 3)
                + " duplicates on the wire, none lost of " + (2 * last + 2 * last / 3));
    }

    private int live(String url, KafkaTopic topic, String doom) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-Dslf4j.internal.verbosity=WARN",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedService.class.getName(),
                url,
                Backbone.get().bootstrap(),
                topic.name(),
                String.valueOf(last),
                doom));
        answered.forEach((id, step) -> command.addAll(List.of(id, String.valueOf(step + 1))));
        var child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            lines.lines().forEach(this::heard);
        }
        return child.waitFor();
    }

    private void heard(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && answered.containsKey(words[0])) {
            heard(words[0], Integer.parseInt(words[1]));
        }
    }

    /** One client a tally, so the answer to its n-th request is n, whatever happened in between. */
    private void heard(String id, int reply) {
        assertThat(reply).as(id).isEqualTo(answered.getOrDefault(id, 0) + 1);
        answered.put(id, reply);
    }

    /** The steps of a tally as a consumer sees them that drops duplicates. */
    static List<Integer> steps(List<OutboxRecord> stored, String id) {
        var seen = new LinkedHashSet<Integer>();
        stored.stream().map(Counted::of).filter(fact -> fact.id().equals(id)).forEach(fact -> seen.add(fact.step()));
        return List.copyOf(seen);
    }

    static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
