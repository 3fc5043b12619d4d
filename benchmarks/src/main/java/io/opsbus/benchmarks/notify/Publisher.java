package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.sink.NumberedId;
import io.opsbus.benchmarks.sink.Phase;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes numbered events, at full speed or to a schedule. One thread. */
final class Publisher implements AutoCloseable {
    private final Events events;
    private final AvroSerializer<SpecificRecord> avro;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

    /** Of as many resources as a sink tells apart. */
    Publisher(String bootstrap, SchemaRegistry registry) {
        this(bootstrap, registry, NumberedId.RESOURCES);
    }

    /** @param resources that the events are of, in turn */
    Publisher(String bootstrap, SchemaRegistry registry, int resources) {
        events = new Events(resources);
        avro = new AvroSerializer<>(registry);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "bench-publisher",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The wall clock as {@link Phase} counts it. */
    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /**
     * Publishes the events of a phase and returns when the broker has all of them. An event behind its schedule goes at
     * once; it keeps its due time.
     */
    void publish(Route route, Phase phase) throws BenchFailure {
        for (long number = phase.first(); number < phase.first() + phase.count(); number++) {
            if (phase.perSecond() > 0) {
                waitUntil(phase.dueMicros(number));
            }
            var _ = producer.send(message(route, number), (_, failure) -> {
                if (failure != null) {
                    refused.set(failure);
                }
            });
        }
        producer.flush();
        Exception failure = refused.get();
        if (failure != null) {
            throw new BenchFailure("the broker refused an event: " + failure, failure);
        }
    }

    private static void waitUntil(long micros) {
        long left = micros - micros();
        while (left > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(left));
            left = micros - micros();
        }
    }

    private ProducerRecord<String, byte[]> message(Route route, long number) {
        SpecificRecord event = events.event(number);
        String topic = switch (route) {
            case NOTIFIER -> Events.FAMILY.topic().name();
            case FLOOR -> Route.FLOOR_TOPIC;
        };
        byte[] value = switch (route) {
            case NOTIFIER -> avro.serialize(topic, event);
            case FLOOR -> EventJson.write(event);
        };
        var message = new ProducerRecord<>(topic, events.key(), value);
        String id = (String) event.get(1);
        header(message, Headers.FACT_ID, "bench-" + id);
        header(message, Headers.EVENT_ID, id);
        header(
                message,
                Headers.TRACEPARENT,
                "00-4f505342555300000000000000%06x-%016x-00".formatted(number, number + 1));
        return message;
    }

    private static void header(ProducerRecord<?, ?> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
