package io.opsbus.notifier.bus;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.history.Announcements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the deliveries of an event straight to {@code notifier.deliveries}, and waits until Kafka has them. */
public final class KafkaAnnouncements implements Announcements {
    private static final int MOST_SECONDS = 10;

    private final Router router;
    private final Producer<byte[], byte[]> producer;

    /** @param producer stays the caller's to close */
    public KafkaAnnouncements(Router router, Producer<byte[], byte[]> producer) {
        this.router = router;
        this.producer = producer;
    }

    @Override
    public int tell(Event event, byte[] json, int hops) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        var count = router.announce(event, json, hops, records::add);
        write(producer, records);
        return count;
    }

    /** Writes records and waits until Kafka has all of them. */
    static void write(Producer<byte[], byte[]> producer, Collection<ProducerRecord<byte[], byte[]>> records) {
        var sent = new ArrayList<Future<?>>();
        records.forEach(record -> sent.add(producer.send(record)));
        producer.flush();
        try {
            for (var one : sent) {
                one.get(MOST_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Undelivered(e);
        }
    }
}
