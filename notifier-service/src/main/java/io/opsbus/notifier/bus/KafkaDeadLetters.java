package io.opsbus.notifier.bus;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.DeadLetters;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Dead letters in {@code notifier.dlq}, each acknowledged by the broker before the call returns. */
public final class KafkaDeadLetters implements DeadLetters {
    private final Producer<byte[], byte[]> producer;
    private final Records records;
    private final InstantSource clock;
    private final Counts counts;

    /** @param producer with acks=all; stays the caller's to close */
    public KafkaDeadLetters(Producer<byte[], byte[]> producer, Records records, InstantSource clock, Counts counts) {
        this.producer = producer;
        this.records = records;
        this.clock = clock;
        this.counts = counts;
    }

    @Override
    public void write(List<Letter> letters) {
        var now = clock.instant();
        var sent = letters.stream()
                .map(letter -> producer.send(records.letter(letter, now)))
                .toList();
        sent.forEach(KafkaDeadLetters::await);
    }

    /** Writes a record nobody can read. */
    void poison(ConsumerRecord<byte[], byte[]> record, UndecodableRecord why) {
        await(producer.send(records.poison(record, why, clock.instant())));
        counts.deadLettered(DeadReason.POISON);
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("told to stop while a dead letter was being written", e);
        }
    }
}
