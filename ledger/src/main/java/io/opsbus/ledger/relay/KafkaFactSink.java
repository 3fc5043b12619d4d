package io.opsbus.ledger.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.ledger.OutboxRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Facts to Kafka: idempotent, acks=all, one request at a time, and no delivery time-out: a record that is given up lets the next one of its key
 * overtake it (KIP-91 made {@code delivery.timeout.ms} the only bound; here it is 24 days, the largest there is).
 */
public final class KafkaFactSink implements FactSink {

    private final Supplier<Producer<byte[], byte[]>> opener;
    private @Nullable Producer<byte[], byte[]> current;
    // set by the producer's own thread too
    private volatile boolean broken;

    KafkaFactSink(Supplier<Producer<byte[], byte[]>> opener) {
        this.opener = opener;
    }

    /**
     * A sink that connects when the first fact is sent.
     *
     * @param settings of the connection: {@code bootstrap.servers}, security, client id. What order and durability rest on
     *     is fixed and cannot be set.
     */
    public static KafkaFactSink open(Map<String, ?> settings) {
        var all = settings(settings);
        return new KafkaFactSink(() -> new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    static Map<String, Object> settings(Map<String, ?> given) {
        var all = new HashMap<String, Object>(given);
        // only the wait for metadata: then nothing was handed over and the relay tries the same record again
        all.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        all.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // Not 5: a partition that does not know the producer yet takes any first sequence number. If the first request
        // fails (leader just elected) and the second does not, records are stored out of order and the first is then
        // refused for ever. One at a time makes up for it with large batches.
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return all;
    }

    @Override
    public CompletableFuture<?> send(OutboxRecord fact) {
        var ack = new CompletableFuture<Void>();
        try {
            var producer = producer();
            var _ = producer.send(record(fact), (stored, failure) -> {
                if (failure == null) {
                    ack.complete(null);
                } else {
                    failed(producer, failure, ack);
                }
            });
        } catch (RuntimeException e) { // wrong settings, a producer in its fatal state
            broken = true;
            ack.completeExceptionally(e);
        }
        return ack;
    }

    private void failed(Producer<byte[], byte[]> producer, Exception failure, CompletableFuture<Void> ack) {
        if (!(failure instanceof TimeoutException)) {
            // refused for good, or the producer is fatally wrong: drop what is queued behind it, the outbox still has
            // it
            broken = true;
            producer.close(Duration.ZERO);
        }
        ack.completeExceptionally(failure);
    }

    private Producer<byte[], byte[]> producer() {
        if (broken) {
            close();
            broken = false;
        }
        if (current == null) {
            current = opener.get();
        }
        return current;
    }

    private static ProducerRecord<byte[], byte[]> record(OutboxRecord fact) {
        var record = new ProducerRecord<byte[], byte[]>(fact.topic(), fact.key().getBytes(UTF_8), fact.value());
        fact.headers().forEach((name, value) -> {
            if (!name.equals(OutboxRecord.FACT_ID)) {
                record.headers().add(name, value.getBytes(UTF_8));
            }
        });
        record.headers().add(OutboxRecord.FACT_ID, fact.factId().getBytes(UTF_8));
        return record;
    }

    @Override
    public void close() {
        if (current != null) {
            current.close(Duration.ZERO);
            current = null;
        }
    }
}
