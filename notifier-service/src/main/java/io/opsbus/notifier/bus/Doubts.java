package io.opsbus.notifier.bus;

import io.opsbus.notifier.bus.offset.Offsets;
import io.opsbus.notifier.bus.offset.Past;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which deliveries somebody may have begun before: whoever had the partition may have died in the middle of a batch, or has it by now. So the
 * first records of a partition, as many as a batch has at most, are looked up before they are sent, if they were there when the partition
 * became ours; those after them cannot have been begun. Records that are read again are looked up likewise, and what follows them: a process
 * that stood still had fetched it before. And so are all records somebody may have begun while others before them waited to be safe.
 */
public final class Doubts implements Past {
    /** A store that is away says so only after seconds: to ask it for each batch would hold back everybody. */
    private static final long A_WHILE = Duration.ofSeconds(5).toNanos();

    private final Parking parking;
    private final Tail tail;
    private final Counts counts;
    private final int batch;

    private final Map<Integer, Doubt> left = new HashMap<>();
    /** The offsets before which records may have been begun, however far behind the committed one. */
    private final Map<Integer, Long> begun = new HashMap<>();
    /** So many of the next records are in doubt, whatever their partitions. */
    private int next;

    private boolean wasAway;
    private long awaySince;

    /** So many of the next records of a partition are in doubt, those from {@code end} on are not. */
    private record Doubt(int count, long end) {}

    /** A delivery and where it was read. */
    public record Read(Delivery delivery, int partition, long offset) {}

    /** What was written down about deliveries. */
    public interface Tail {
        /** Those of these that somebody has brought to their end, whether the offset tells it or what was attempted since it was committed. */
        Set<DeliveryId> safe(List<Read> asked);

        /** This one, and what another knows, which is asked before it. */
        default Tail after(Tail other) {
            return asked -> {
                var safe = new HashSet<>(other.safe(asked));
                safe.addAll(safe(asked));
                return safe;
            };
        }
    }

    /** @param batch the most records of a batch, of this process or another */
    public Doubts(Parking parking, Tail tail, Counts counts, int batch) {
        this.parking = parking;
        this.tail = tail;
        this.counts = counts;
        this.batch = batch;
    }

    /** These partitions of the deliveries are ours from now on, with the ends they have now. */
    public synchronized void assigned(Map<TopicPartition, Long> ends) {
        ends.forEach((partition, end) -> left.put(partition.partition(), new Doubt(batch, end)));
    }

    /** Records before these offsets may have been begun, by whoever had their partitions. */
    public synchronized void begun(Map<TopicPartition, Long> ends) {
        ends.forEach((partition, end) -> begun.merge(partition.partition(), end, Math::max));
    }

    @Override
    public synchronized OptionalLong doubtful(TopicPartition partition) {
        var far = begun.get(partition.partition());
        if (far != null) {
            return OptionalLong.of(far);
        }
        return left.containsKey(partition.partition()) ? OptionalLong.of(0) : OptionalLong.empty();
    }

    /** What was begun was given up, and comes again. */
    public synchronized void again(Offsets.GivenUp given) {
        begun(given.begun());
        next += given.records();
    }

    /** What was read was not brought to its end, or nobody knows that it was, and comes again. */
    public synchronized void again(Iterable<? extends ConsumerRecord<?, ?>> records) {
        for (var record : records) {
            left.merge(
                    record.partition(),
                    new Doubt(batch, record.offset() + 1),
                    (one, other) -> one.end > other.end ? one : other);
        }
        stoodStill();
    }

    /** This process stood still: what it had fetched may be another's by now. */
    public synchronized void stoodStill() {
        next = 2 * batch;
    }

    /** Partitions of this batch with records in doubt; each is in doubt once. */
    synchronized Set<Integer> in(List<ConsumerRecord<byte[], byte[]>> records) {
        var doubtful = new HashSet<Integer>();
        for (var record : records) {
            if (next > 0) {
                next--;
                doubtful.add(record.partition());
            }
            var far = begun.get(record.partition());
            if (far != null) {
                if (record.offset() < far) {
                    doubtful.add(record.partition());
                    continue;
                }
                begun.remove(record.partition());
            }
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
    List<Delivery> open(List<Read> read, Set<Integer> partitions) {
        var asked = read.stream()
                .filter(one -> partitions.contains(one.partition()))
                .toList();
        var safe = new HashSet<DeliveryId>();
        if (!asked.isEmpty()) {
            safe.addAll(parked(asked));
            safe.addAll(tail.safe(asked));
            counts.recalled(safe.size());
        }
        return read.stream()
                .map(Read::delivery)
                .filter(one -> !safe.contains(one.id()))
                .toList();
    }

    /**
     * None while the store is away: then what was parked and not committed is sent once more, which loses nothing, and goes on for every
     * target. To wait for the store would hold back the targets that are well until it is there again.
     */
    private Collection<DeliveryId> parked(List<Read> asked) {
        if (wasAway && System.nanoTime() - awaySince < A_WHILE) {
            return List.of();
        }
        try {
            wasAway = false;
            return parking.parked(asked.stream().map(one -> one.delivery().id()).collect(Collectors.toSet()));
        } catch (Parking.Away _) {
            wasAway = true;
            awaySince = System.nanoTime();
            return List.of();
        }
    }
}
