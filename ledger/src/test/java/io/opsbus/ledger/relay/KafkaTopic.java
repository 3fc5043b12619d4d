package io.opsbus.ledger.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A fresh topic of the test broker with four partitions, and what is in it. */
public record KafkaTopic(String name) {

    private static final int PARTITIONS = 4;

    public static KafkaTopic fresh() throws ExecutionException, InterruptedException {
        var topic = new KafkaTopic("tallies-" + UUID.randomUUID());
        try (var admin = Admin.create(connection())) {
            admin.createTopics(List.of(new NewTopic(topic.name(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        return topic;
    }

    public static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", Backbone.get().bootstrap());
    }

    /** Everything stored, in order per partition. */
    public List<OutboxRecord> stored() {
        var partitions = new ArrayList<TopicPartition>();
        for (int n = 0; n < PARTITIONS; n++) {
            partitions.add(new TopicPartition(name, n));
        }
        try (var consumer =
                new KafkaConsumer<>(connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var stored = new ArrayList<OutboxRecord>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> stored.add(fact(record)));
            }
            return stored;
        }
    }

    private static OutboxRecord fact(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        String key = new String(record.key(), UTF_8);
        String id = headers.getOrDefault(OutboxRecord.FACT_ID, "");
        return record.value() == null
                ? OutboxRecord.tombstone(record.topic(), key, headers, id)
                : new OutboxRecord(record.topic(), key, record.value(), headers, id);
    }
}
