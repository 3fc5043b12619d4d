package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.schemas.EventFamily;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads all event topics from where they end when it is made. */
final class TopicReader implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    TopicReader() {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Arrays.stream(EventFamily.values())
                .flatMap(family -> consumer.partitionsFor(family.topic().name()).stream())
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits until a record matches; earlier ones stay in {@link #seen()}. */
    ConsumerRecord<byte[], byte[]> awaitRecord(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> find(wanted), Optional::isPresent)
                .get();
    }

    ConsumerRecord<byte[], byte[]> awaitFact(String factId) {
        return awaitRecord(record -> header(record, "fact-id").equals(factId));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> find(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        poll();
        return seen.stream().filter(wanted).findFirst();
    }

    void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }

    /** Everything read so far. */
    List<ConsumerRecord<byte[], byte[]>> seen() {
        return seen;
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
