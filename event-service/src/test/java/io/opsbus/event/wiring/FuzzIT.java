package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.Mutations;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Seeds;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FuzzIT {
    private static final int EVENTS = 10_000;

    @Test
    @SuppressWarnings("SystemOut") // the figures belong in the test report
    void tenThousandMutationsNeverBreakTheServiceNorPutAnUnreadableRecordOnATopic() {
        Map<Integer, Integer> answers = new TreeMap<>();
        Set<String> accepted = new HashSet<>();
        var registry = RunningService.sharedRegistry();
        var service = RunningService.shared();
        try (var topics = new TopicReader()) {
            var mutations = new Mutations(Seeds.take("FuzzIT"));
            for (int i = 0; i < EVENTS; i++) {
                byte[] event = mutations.next();
                var answer = service.post(event);
                answers.merge(answer.statusCode(), 1, Integer::sum);
                assertThat(answer.statusCode())
                        .as(() -> "event %s: %s".formatted(new String(event, UTF_8), answer.body()))
                        .isIn(200, 202, 400, 413);
                if (answer.statusCode() == 202) {
                    accepted.add(
                            RunningService.json(answer.body()).get("factId").asText());
                }
                if (answer.statusCode() == 400) {
                    assertThat(RunningService.json(answer.body()).get("errors")).isNotEmpty();
                }
            }
            System.out.println("answers: " + answers);
            // the relay owes nothing to time, so records of an earlier test may lie between: these are counted by fact
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                topics.poll();
                return facts(topics).containsAll(accepted);
            });
            assertThat(facts(topics)).doesNotHaveDuplicates();
            var avro = new AvroDeserializer<SpecificRecord>(registry.schemas());
            assertThat(topics.seen()).allSatisfy(record -> {
                var event = Objects.requireNonNull(avro.deserialize(record.topic(), record.value()));
                assertThat(EventJson.read(EventJson.write(event))).isInstanceOf(EventJson.Valid.class);
            });
        }
    }

    private static List<String> facts(TopicReader topics) {
        return topics.seen().stream()
                .map(record -> TopicReader.header(record, "fact-id"))
                .toList();
    }
}
