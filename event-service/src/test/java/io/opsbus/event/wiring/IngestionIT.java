package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngestionIT {
    private static final FakeRegistry REGISTRY = RunningService.sharedRegistry();
    private static final RunningService SERVICE = RunningService.shared();
    private static final TopicReader TOPICS = new TopicReader();
    private static final AvroDeserializer<SpecificRecord> AVRO = new AvroDeserializer<>(REGISTRY.schemas());

    @BeforeAll
    static void start() {
        assertThat(SERVICE.get("/health").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        TOPICS.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSampleOfTheGuideReachesTheTopicOfItsFamilyAndReadsBackAsTheSameJson(Samples sample) {
        String posted = sample.fresh();
        var answer =
                SERVICE.post(posted, Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode told = RunningService.json(answer.body());
        var record = TOPICS.awaitFact(told.get("factId").asText());
        assertThat(record.topic())
                .isEqualTo(sample.topic())
                .isEqualTo(told.get("topic").asText());
        assertThat(new String(record.key(), UTF_8)).isEqualTo(told.get("key").asText());
        assertThat(RunningService.json(posted).get("resourceId").asText())
                .endsWith("/" + told.get("key").asText());
        assertThat(TopicReader.header(record, "event-id"))
                .isEqualTo(RunningService.json(posted).get("id").asText());
        assertThat(TopicReader.header(record, "traceparent"))
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .doesNotContain("00f067aa0ba902b7");
        var event = Objects.requireNonNull(AVRO.deserialize(record.topic(), record.value()));
        assertThat(RunningService.json(new String(EventJson.write(event), UTF_8)))
                .isEqualTo(RunningService.json(posted));
    }

    @Test
    void theIdenticalEventPostedAgainIsNotPublishedAgain() {
        String event = Samples.REBOOT_SCHEDULED.fresh();
        var first = RunningService.json(SERVICE.post(event).body());
        // the same tree in another layout is the identical event
        var again = SERVICE.post(RunningService.json(event).toString());
        var later = SERVICE.post(Samples.REBOOT_SCHEDULED.fresh());

        assertThat(again.statusCode()).isEqualTo(200);
        var second = RunningService.json(again.body());
        assertThat(second.get("duplicate").asBoolean()).isTrue();
        assertThat(second.get("factId")).isEqualTo(first.get("factId"));
        TOPICS.awaitFact(RunningService.json(later.body()).get("factId").asText());
        assertThat(TOPICS.seen())
                .filteredOn(record -> TopicReader.header(record, "event-id")
                        .equals(RunningService.json(event).get("id").asText()))
                .hasSize(1);
    }

    @Test
    void whatWasTakenInBecomesReadableForItsAccountOnly() {
        String event = Samples.INSTANCE_RUNNING.fresh();
        String factId =
                RunningService.json(SERVICE.post(event).body()).get("factId").asText();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(SERVICE.get("/accounts/169070*****30/events?limit=1000")
                                .body())
                        .contains(factId));
        assertThat(SERVICE.get("/accounts/269070/events").body()).isEqualTo("{\"accountId\":\"269070\",\"events\":[]}");
    }
}
