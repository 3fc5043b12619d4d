package io.opsbus.instance.wiring;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.HANGZHOU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.fleet.OperationRequest;
import io.opsbus.schemas.fleet.OperationResult;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What a system event asks on Kafka is done to the machine, once, and answered on Kafka. */
class DutiesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aRebootIsAskedForAndAnsweredOnTheBus() {
        var database = Backbone.get().postgres().newDatabase();
        var id = InstanceId.derived(UUID.randomUUID().toString());
        try (var registry = new FakeRegistry();
                var service = FleetService.start(FleetService.settings(database, registry.url()))
                        .ready()) {
            var ignored = service.fleet()
                    .instances()
                    .launch(List.of(Given.order(id)), ChangeKey.ofRequest(id.text()), Instant.now());
            await().atMost(PATIENCE)
                    .until(() -> service.fleet()
                                    .instances()
                                    .find(ALICE, id)
                                    .map(Instance::status)
                                    .orElseThrow()
                            == InstanceStatus.RUNNING);
            // told twice: a notice may come again
            ask(registry, id, 2);

            try (var results = new TopicLog(Topics.OPERATION_RESULTS, registry.schemas());
                    var changes = new TopicLog(Topics.INSTANCE_STATE_CHANGE, registry.schemas())) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(results.once(Set.of(id.text())))
                                .hasEntrySatisfying(
                                        id.text(),
                                        entries -> assertThat(entries)
                                                .singleElement()
                                                .satisfies(entry -> assertThat(outcome(entry))
                                                        .isEqualTo("e-it Done"))));
                assertThat(changes.once(Set.of(id.text())).get(id.text()))
                        .extracting(entry -> ((InstanceStateChange) Objects.requireNonNull(entry.value()))
                                .getContent()
                                .getState())
                        .containsExactly("Pending", "Starting", "Running", "Stopping", "Starting", "Running");
            }
        }
    }

    private static String outcome(TopicLog.Entry entry) {
        var result = (OperationResult) Objects.requireNonNull(entry.value());
        return result.getEventId() + " " + result.getOutcome();
    }

    private static void ask(FakeRegistry registry, InstanceId id, int times) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var request = new OperationRequest(
                "e-it", "SystemMaintenance.Reboot", id.text(), ALICE.text(), HANGZHOU.text(), null, "REBOOT", now, now);
        byte[] value = Objects.requireNonNull(new AvroSerializer<OperationRequest>(registry.schemas())
                .serialize(Topics.OPERATION_REQUESTS.name(), request));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < times; i++) {
                var ignored = producer.send(new ProducerRecord<>(Topics.OPERATION_REQUESTS.name(), id.text(), value));
            }
        }
    }
}
