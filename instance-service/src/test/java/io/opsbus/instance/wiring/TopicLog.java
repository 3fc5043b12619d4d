package io.opsbus.instance.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.schemas.Topic;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads one topic from its beginning. */
final class TopicLog implements AutoCloseable {
    private final Consumer<String, byte[]> consumer;
    private final AvroDeserializer<SpecificRecord> deserializer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    /**
     * One record.
     *
     * @param value null is a tombstone
     */
    record Entry(String key, String factId, @Nullable SpecificRecord value) {}

    TopicLog(Topic<?> topic, SchemaRegistry registry) {
        deserializer = new AvroDeserializer<>(registry);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Everything of these keys there is by now, each fact once, in the order of each key: as a consumer that drops
     * duplicates sees it. Records of other keys are not decoded: they are other tests', with registries of their own.
     */
    Map<String, List<Entry>> once(Set<String> keys) {
        readToEnd();
        var once = new LinkedHashMap<String, Map<String, Entry>>();
        for (var record : seen) {
            if (keys.contains(record.key())) {
                var entry = entry(record);
                once.computeIfAbsent(entry.key(), key -> new LinkedHashMap<>()).putIfAbsent(entry.factId(), entry);
            }
        }
        var lists = new LinkedHashMap<String, List<Entry>>();
        once.forEach((key, entries) -> lists.put(key, List.copyOf(entries.values())));
        return lists;
    }

    private void readToEnd() {
        var end = consumer.endOffsets(consumer.assignment());
        while (end.entrySet().stream().anyMatch(part -> consumer.position(part.getKey()) < part.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
        }
    }

    private Entry entry(ConsumerRecord<String, byte[]> record) {
        var header = Objects.requireNonNull(record.headers().lastHeader("fact-id"));
        return new Entry(
                record.key(),
                new String(header.value(), UTF_8),
                deserializer.deserialize(record.topic(), record.value()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
