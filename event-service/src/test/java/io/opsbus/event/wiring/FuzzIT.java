package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.Mutations;
import io.opsbus.event.Samples;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Seeds;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class FuzzIT {
    private static final int EVENTS = 10_000;

    @Test
    @SuppressWarnings("SystemOut") // the figures belong in the test report
    void tenThousandMutationsNeverBreakTheServiceNorPutAnUnreadableRecordOnATopic() {
        Map<Integer, Integer> answers = new TreeMap<>();
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
                if (answer.statusCode() == 400) {
                    assertThat(RunningService.json(answer.body()).get("errors")).isNotEmpty();
                }
            }
            var last = service.post(Samples.INSTANCE_RUNNING.fresh());
            topics.awaitFact(RunningService.json(last.body()).get("factId").asText());
            System.out.println(
                    "answers: " + answers + ", records: " + topics.seen().size());
            // order holds only within a resource, so wait for the number as well
            org.awaitility.Awaitility.await().until(() -> {
                topics.poll();
                return topics.seen().size() >= answers.getOrDefault(202, 0) + 1;
            });
            var avro = new AvroDeserializer<SpecificRecord>(registry.schemas());
            assertThat(topics.seen()).hasSize(answers.getOrDefault(202, 0) + 1).allSatisfy(record -> {
                var event = Objects.requireNonNull(avro.deserialize(record.topic(), record.value()));
                assertThat(EventJson.read(EventJson.write(event))).isInstanceOf(EventJson.Valid.class);
            });
        }
    }
}
