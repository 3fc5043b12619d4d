package io.opsbus.notifier.bus;

import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Pulse;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From records of {@code notifier.deliveries} to the deliverer; for one thread. */
public final class DeliveryBatches {
    private final Records records;
    private final Deliverer deliverer;
    private final KafkaDeadLetters deadLetters;
    private final Doubts doubts;
    private final Pulse pulse;
    private long standstills;

    /** Feeds {@code deliverer}. */
    public DeliveryBatches(
            Records records, Deliverer deliverer, KafkaDeadLetters deadLetters, Doubts doubts, Pulse pulse) {
        this.records = records;
        this.deliverer = deliverer;
        this.deadLetters = deadLetters;
        this.doubts = doubts;
        this.pulse = pulse;
    }

    /** Returns when the whole batch is safe; throws when it is not, and the batch must come again. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
        try {
            deliver(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop before the batch was safe", e);
        }
    }

    private void deliver(List<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
        var read = new ArrayList<Doubts.Read>(batch.size());
        for (var record : batch) {
            try {
                read.add(new Doubts.Read(records.delivery(record), record.partition(), record.offset()));
            } catch (UndecodableRecord poison) {
                deadLetters.poison(record, poison);
            }
        }
        var now = pulse.standstills();
        if (now != standstills) {
            standstills = now;
            doubts.stoodStill();
        }
        var open = doubts.open(read, doubts.in(batch));
        if (pulse.standstills() != now) {
            throw new Deliverer.HeldUp();
        }
        deliverer.accept(open);
    }
}
