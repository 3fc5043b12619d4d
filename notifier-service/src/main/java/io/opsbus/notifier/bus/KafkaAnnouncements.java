package io.opsbus.notifier.bus;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.history.Announcements;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;

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
    public int tell(Event event, byte[] json) {
        var sent = new ArrayList<Future<?>>();
        var count = router.announce(event, json, record -> sent.add(producer.send(record)));
        producer.flush();
        try {
            for (var one : sent) {
                one.get(MOST_SECONDS, TimeUnit.SECONDS);
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Undelivered(e);
        }
    }
}
