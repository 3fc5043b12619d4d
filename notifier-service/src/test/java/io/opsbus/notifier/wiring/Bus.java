package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The test's own end of the bus. */
final class Bus implements AutoCloseable {
    private final AvroSerializer<SpecificRecord> writer;
    private final AvroDeserializer<SpecificRecord> reader;
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Backbone.get().bootstrap(), "acks", "all", "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    Bus(SchemaRegistry registry) {
        writer = new AvroSerializer<>(registry);
        reader = new AvroDeserializer<>(registry);
    }

    /** Publishes an event given as the guide's JSON, as event-service would; returns the JSON it must arrive as. */
    byte[] publish(String json) {
        return switch (EventJson.read(json.getBytes(UTF_8))) {
            case EventJson.Invalid(var errors) -> throw new AssertionError(errors);
            case EventJson.Valid(var family, var event) -> {
                var topic = family.topic().name();
                send(topic, Envelope.of(event).key(), writer.serialize(topic, event));
                yield EventJson.write(event);
            }
        };
    }

    /** That many critical events of an account, on the bus; their ids. */
    List<String> publish(String account, int events) {
        var ids = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(events)
                .toList();
        ids.forEach(id -> publish(Samples.REBOOT_SCHEDULED.withId(id).replace("169070*****30", account)));
        flush();
        return ids;
    }

    void send(String topic, String key, byte @org.jspecify.annotations.Nullable [] value) {
        var _ = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value), (_, failure) -> {
            if (failure != null) {
                throw new AssertionError(failure);
            }
        });
    }

    void flush() {
        producer.flush();
    }

    /** Everything in the dead-letter topic. */
    List<DeadLetter> deadLetters() {
        return all(Topics.DEAD_LETTERS, DeadLetter.class);
    }

    /** An account's part of the log of attempts. */
    List<Attempt> attempts(String account) {
        return all(Topics.ATTEMPTS, Attempt.class).stream()
                .filter(attempt -> attempt.getAccountId().equals(account))
                .toList();
    }

    /** How often, by what the attempts say, each id of an account was delivered. */
    Map<String, Long> timesDelivered(String account) {
        return attempts(account).stream()
                .filter(attempt -> attempt.getOutcome().equals("delivered"))
                .collect(Collectors.groupingBy(Attempt::getDeliveryId, Collectors.counting()));
    }

    /** The offsets a group has committed. */
    Map<TopicPartition, Long> committed(String group) {
        return commits(group).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** What a group without members had committed, and has now again: as if the commits since had been lost. */
    void commit(String group, Map<TopicPartition, OffsetAndMetadata> commits) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            admin.alterConsumerGroupOffsets(group, commits).all().get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What a group has committed, with its notes. */
    Map<TopicPartition, OffsetAndMetadata> commits(String group) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private <T> List<T> all(Topic<?> topic, Class<T> type) {
        return records(topic.name()).stream()
                .map(record -> type.cast(reader.deserialize(topic.name(), record.value())))
                .toList();
    }

    /** Makes a topic of a subscriber's own. */
    void create(String topic) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The values in a topic, as texts. */
    List<String> values(String topic) {
        return records(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    /** Every topic there is, Kafka's own too. */
    static Set<String> topics() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            return admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var config = new HashMap<String, Object>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap()));
        config.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        producer.close();
    }
}
