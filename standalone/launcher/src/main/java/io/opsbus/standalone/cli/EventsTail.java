package io.opsbus.standalone.cli;

import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code opsbus events tail}: what any Kafka consumer with an Avro deserializer sees, as the guide's JSON. */
final class EventsTail {
    private final Settings settings;
    private final PrintStream out;

    EventsTail(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    int run(boolean fromStart, int count) throws IOException {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafkaBootstrap(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (var decoder = new AvroDeserializer<SpecificRecord>();
                var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            decoder.configure(
                    Map.of("schema.registry.url", settings.registryUrl(), "specific.avro.reader", true), false);
            // no group: a tail must not move anybody's offsets
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            if (fromStart) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            print(consumer, decoder, count);
            return 0;
        } catch (KafkaException away) {
            throw new IOException(
                    "Kafka at " + settings.kafkaBootstrap() + " does not answer (" + away.getMessage()
                            + "); ./opsbus status tells whether it runs, ./opsbus up starts it.",
                    away);
        }
    }

    private void print(KafkaConsumer<String, byte[]> consumer, AvroDeserializer<SpecificRecord> decoder, int count) {
        int left = count;
        while (left > 0) {
            for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                if (left-- > 0) {
                    out.println(line(found, decoder));
                }
            }
            out.flush();
        }
    }

    private static String line(ConsumerRecord<String, byte[]> found, AvroDeserializer<SpecificRecord> decoder) {
        try {
            SpecificRecord event = decoder.deserialize(found.topic(), found.value());
            if (event == null) {
                return "{\"tombstone\":\"%s\"}".formatted(found.topic());
            }
            return new String(EventJson.write(event), StandardCharsets.UTF_8);
        } catch (RuntimeException undecodable) {
            // one poison record must not end the tail
            return "{\"undecodable\":\"%s-%d@%d\"}".formatted(found.topic(), found.partition(), found.offset());
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return Arrays.stream(EventFamily.values())
                .flatMap(family -> consumer.partitionsFor(family.topic().name(), Duration.ofSeconds(10)).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
