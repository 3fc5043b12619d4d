package io.opsbus.notifier.bus;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From records of {@code notifier.deliveries} to the deliverer. */
public final class DeliveryBatches {
    private final Records records;
    private final Deliverer deliverer;
    private final KafkaDeadLetters deadLetters;
    private final Doubts doubts;

    /** Feeds {@code deliverer}. */
    public DeliveryBatches(Records records, Deliverer deliverer, KafkaDeadLetters deadLetters, Doubts doubts) {
        this.records = records;
        this.deliverer = deliverer;
        this.deadLetters = deadLetters;
        this.doubts = doubts;
    }

    /** Returns when the whole batch is safe; throws when it is not, and the batch must come again. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
        var safe = false;
        try {
            deliver(batch);
            safe = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop before the batch was safe", e);
        } finally {
            if (!safe) {
                doubts.again(batch);
            }
        }
    }

    private void deliver(List<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
        var deliveries = new ArrayList<Delivery>(batch.size());
        for (var record : batch) {
            try {
                deliveries.add(records.delivery(record));
            } catch (UndecodableRecord poison) {
                deadLetters.poison(record, poison);
            }
        }
        deliverer.accept(doubts.open(deliveries, doubts.in(batch)));
    }
}
