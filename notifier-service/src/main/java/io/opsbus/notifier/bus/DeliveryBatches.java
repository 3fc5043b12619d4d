package io.opsbus.notifier.bus;

import io.opsbus.notifier.bus.offset.Commits;
import io.opsbus.notifier.bus.offset.Note;
import io.opsbus.notifier.bus.offset.Offsets;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Pulse;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * From records of {@code notifier.deliveries} to the deliverer. A batch that is not safe yet, because the store of the parked is away, does not
 * hold those behind it, up to a bound. For the one thread that reads; who looks may be any.
 */
public final class DeliveryBatches {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Records records;
    private final Deliverer deliverer;
    private final KafkaDeadLetters deadLetters;
    private final Doubts doubts;
    private final Pulse pulse;
    private final Offsets offsets;
    private long standstills;
    private volatile boolean full;

    /** Feeds {@code deliverer}. */
    public DeliveryBatches(
            Records records,
            Deliverer deliverer,
            KafkaDeadLetters deadLetters,
            Doubts doubts,
            Pulse pulse,
            Offsets offsets) {
        this.records = records;
        this.deliverer = deliverer;
        this.deadLetters = deadLetters;
        this.doubts = doubts;
        this.pulse = pulse;
        this.offsets = offsets;
    }

    /**
     * Partitions are ours from now on.
     *
     * @param ends where they end now
     * @param committed what is committed of each, null where nothing is
     */
    public void assigned(Map<TopicPartition, Long> ends, Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
        doubts.assigned(ends);
        var begun = new HashMap<TopicPartition, Long>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                Note.of(offset).ifPresent(note -> note.begun().ifPresent(end -> begun.put(partition, end)));
            }
        });
        doubts.begun(begun);
        offsets.assigned(committed);
    }

    /** Returns when the whole batch is safe, or waits to be; throws when it is neither, and must come {@link #again}. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch, Commits commits) {
        try {
            deliver(batch, commits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop before the batch was safe", e);
        }
    }

    private void deliver(List<ConsumerRecord<byte[], byte[]>> batch, Commits commits) throws InterruptedException {
        awaitRoom(batch.size(), commits);
        var read = new ArrayList<Doubts.Read>(batch.size());
        for (var record : batch) {
            try {
                read.add(new Doubts.Read(records.delivery(record), record.partition(), record.offset()));
            } catch (UndecodableRecord poison) {
                deadLetters.poison(record, poison);
            }
        }
        var open = doubts.open(read, doubts.in(batch));
        if (pulse.standstills() != standstills) {
            throw new Deliverer.HeldUp();
        }
        offsets.begin(batch, commits);
        offsets.begun(deliverer.accept(open));
        offsets.settle(commits);
    }

    /** Room in memory, and in what whoever takes over would have to look up. */
    private void awaitRoom(int more, Commits commits) throws InterruptedException {
        look(commits);
        while (offsets.isFull(more) || deliverer.isFull()) {
            full = true;
            offsets.await(LOOK);
            look(commits);
        }
        full = false;
    }

    /**
     * Tries what waits, and commits what has become safe since the last batch.
     *
     * @throws Deliverer.HeldUp when the process stood still, and what waits must come {@link #again}
     */
    public void look(Commits commits) {
        var now = pulse.standstills();
        if (now != standstills) {
            standstills = now;
            doubts.stoodStill();
            if (offsets.ahead() > 0) {
                throw new Deliverer.HeldUp();
            }
        }
        deliverer.look();
        offsets.settle(commits);
    }

    /**
     * Gives up these records, and what waits; when this returns nobody brings them to safety but who reads them again.
     *
     * @return where each of their partitions is to be read again from
     */
    public Map<TopicPartition, Long> again(Iterable<? extends ConsumerRecord<?, ?>> failed) {
        try {
            deliverer.giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var left = offsets.giveUp();
        var from = new HashMap<>(left.from());
        for (var record : failed) {
            from.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
        }
        if (!from.isEmpty()) {
            doubts.again(failed);
            doubts.again(left);
        }
        full = false;
        return from;
    }

    /** How many records are begun and not committed; while nothing waits, those in hand. */
    public int ahead() {
        return offsets.ahead();
    }

    /** Whether so much waits that nothing is taken any more. */
    public boolean isFull() {
        return full;
    }
}
