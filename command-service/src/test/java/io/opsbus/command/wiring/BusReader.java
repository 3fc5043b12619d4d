package io.opsbus.command.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.rpc.routes.Announcement;
import io.opsbus.rpc.routes.RouteSeal;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.Command;
import io.opsbus.schemas.gateway.ServiceRoutes;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the service wrote to the bus. */
final class BusReader {
    private static final Duration SOON = Duration.ofSeconds(60);

    private BusReader() {}

    /** Records of a command, the first {@code count} of them; empty for a tombstone. */
    static List<Optional<Command>> commandRecords(String id, int count) {
        var reader = new AvroDeserializer<Command>(Surroundings.REGISTRY.schemas());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = consumer(Topics.COMMANDS.name(), Topics.COMMANDS.partitions())) {
            await().atMost(SOON).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(id)) {
                        found.add(record);
                    }
                });
                assertThat(found).hasSize(count);
            });
        }
        return found.stream()
                .map(record -> Optional.ofNullable(reader.deserialize(record.topic(), record.value())))
                .toList();
    }

    /** What services said they serve, as far as it is signed. */
    static List<Announcement> announcements() {
        var reader = new AvroDeserializer<ServiceRoutes>(Surroundings.REGISTRY.schemas());
        var seal = new RouteSeal(Caller.KEY);
        List<Announcement> found = new ArrayList<>();
        try (var consumer = consumer(Topics.ROUTES.name(), 1)) {
            for (var record : consumer.poll(Duration.ofSeconds(2))) {
                ServiceRoutes routes = reader.deserialize(record.topic(), record.value());
                if (routes != null) {
                    seal.read(routes).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static KafkaConsumer<String, byte[]> consumer(String topic, int partitions) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Backbone.get().bootstrap(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(n -> new TopicPartition(topic, n))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }
}
