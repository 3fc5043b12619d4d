package io.opsbus.notifier.bus;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which deliveries somebody else may have begun: whoever had the partition before may have died in the middle of a batch. So the first records
 * of a partition, as many as a batch has at most, are looked up before they are sent, if they were there when the partition became ours; those
 * after them cannot have been begun.
 */
public final class Doubts {
    private final Parking parking;
    private final AttemptsTail tail;
    private final Counts counts;
    private final int batch;

    private final Map<Integer, Doubt> left = new HashMap<>();

    /** So many of the next records are in doubt, those from {@code end} on are not. */
    private record Doubt(int count, long end) {}

    /** @param batch the most records of a batch, of this process or another */
    public Doubts(Parking parking, AttemptsTail tail, Counts counts, int batch) {
        this.parking = parking;
        this.tail = tail;
        this.counts = counts;
        this.batch = batch;
    }

    /** These partitions of the deliveries are ours from now on, with the ends they have now. */
    public synchronized void assigned(Map<TopicPartition, Long> ends) {
        ends.forEach((partition, end) -> left.put(partition.partition(), new Doubt(batch, end)));
    }

    /** What was read was not brought to its end, and comes again. */
    synchronized void again(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            left.merge(
                    record.partition(),
                    new Doubt(batch, record.offset() + 1),
                    (one, other) -> one.end > other.end ? one : other);
        }
    }

    /** Partitions of this batch with records in doubt; each is in doubt once. */
    synchronized Set<Integer> in(List<ConsumerRecord<byte[], byte[]>> records) {
        var doubtful = new HashSet<Integer>();
        if (left.isEmpty()) {
            return doubtful;
        }
        for (var record : records) {
            var doubt = left.get(record.partition());
            if (doubt == null) {
                continue;
            }
            if (doubt.count > 0 && record.offset() < doubt.end) {
                doubtful.add(record.partition());
                left.put(record.partition(), new Doubt(doubt.count - 1, doubt.end));
            } else {
                left.remove(record.partition());
            }
        }
        return doubtful;
    }

    /** Without what is safe already. What is not parked now and was, is among the attempts: hence the order. */
    List<Delivery> open(List<Delivery> deliveries, Set<Integer> partitions) {
        if (partitions.isEmpty() || deliveries.isEmpty()) {
            return deliveries;
        }
        var ids = deliveries.stream().map(Delivery::id).collect(Collectors.toSet());
        var safe = new HashSet<DeliveryId>(parking.parked(ids));
        safe.addAll(tail.uncommitted(partitions, ids));
        counts.recalled(safe.size());
        return deliveries.stream().filter(one -> !safe.contains(one.id())).toList();
    }
}
