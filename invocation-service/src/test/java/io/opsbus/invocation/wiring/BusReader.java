package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.schemas.Topic;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the service wrote to the bus. */
final class BusReader {
    private static final Duration SOON = Duration.ofSeconds(60);

    private BusReader() {}

    /** Records of a key, until the last of them is what is waited for. */
    static <V extends SpecificRecord> List<V> untilLast(Topic<V> topic, String key, Predicate<V> isEnough) {
        return until(topic, key, all -> !all.isEmpty() && isEnough.test(all.getLast()));
    }

    /** Records of a key, until they are what is waited for. */
    static <V extends SpecificRecord> List<V> until(Topic<V> topic, String key, Predicate<List<V>> isEnough) {
        var reader = new AvroDeserializer<V>(Surroundings.REGISTRY.schemas());
        List<V> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Backbone.get().bootstrap(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, topic.partitions())
                    .mapToObj(n -> new TopicPartition(topic.name(), n))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            await().atMost(SOON).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    V value = reader.deserialize(record.topic(), record.value());
                    if (record.key().equals(key) && value != null) {
                        found.add(value);
                    }
                });
                assertThat(isEnough.test(found)).as(found.toString()).isTrue();
            });
        }
        return found;
    }
}
