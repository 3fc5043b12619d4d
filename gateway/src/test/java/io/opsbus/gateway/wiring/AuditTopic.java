package io.opsbus.gateway.wiring;

import io.opsbus.schemas.Topics;
import io.opsbus.schemas.gateway.ApiCall;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads {@code gateway.audit} from where it ends when it is made. */
final class AuditTopic implements AutoCloseable {
    private final Consumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", Backbone.get().bootstrap(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private final AvroDeserializer<ApiCall> decoder;
    private final List<ApiCall> seen = new ArrayList<>();

    AuditTopic(SchemaRegistry registry) {
        decoder = new AvroDeserializer<>(registry);
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT.name()).stream()
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The first record, of those read so far or to come, that matches. */
    ApiCall await(Predicate<ApiCall> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            consumer.poll(Duration.ofMillis(100))
                                    .forEach(record -> seen.add(Objects.requireNonNull(
                                            decoder.deserialize(record.topic(), record.value()))));
                            return seen.stream().filter(wanted).findFirst();
                        },
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    List<ApiCall> seen() {
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
