package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.bus.offset.Note;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Recall;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the end of {@code notifier.attempts} for deliveries that somebody may have made before he died. A target's attempts lie in the
 * partition of its deliveries; how far back to look is told by the time in the metadata of the deliveries' committed offset. Reading takes
 * as long as what was attempted since then is many, and no memory but for what was asked.
 */
public final class AttemptsTail implements Recall, Doubts.Tail {
    /** Clocks of hosts differ, and an attempt is written down a little after it began. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** The clock of one host may be set back a little. */
    private static final Duration OWN_MARGIN = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Records records;
    private final Predicate<TargetId> fallback;

    /**
     * Reads when it is asked.
     *
     * @param consumers a fresh one each, of the deliverer's group but not a member of it; closed here
     * @param fallback whether a target has one, which may have got what was for the target
     */
    public AttemptsTail(Supplier<Consumer<byte[], byte[]>> consumers, Records records, Predicate<TargetId> fallback) {
        this.consumers = consumers;
        this.records = records;
        this.fallback = fallback;
    }

    /** What to commit with an offset of the deliveries: nothing after it was attempted before this moment. */
    public static String note(Instant now) {
        return Note.at(now).text();
    }

    @Override
    public Set<DeliveryId> delivered(Map<DeliveryId, TargetId> asked, Instant since) {
        return with(consumer -> {
            var count = consumer.partitionsFor(Topics.ATTEMPTS.name()).size();
            var times = new HashMap<TopicPartition, Long>();
            for (var target : asked.values()) {
                times.put(
                        attempts(partition(target, count)), since.minus(MARGIN).toEpochMilli());
            }
            consumer.assign(times.keySet());
            return read(consumer, starts(consumer, times), asked.keySet(), AttemptsTail::isDone);
        });
    }

    /**
     * What lies before the committed offset is safe, whoever committed it: a process that stood still reads it again before it hears that
     * its partitions are another's. Of the rest, what was delivered, superseded or dead since, here or at the fallback.
     */
    @Override
    public Set<DeliveryId> safe(List<Doubts.Read> asked) {
        return with(consumer -> {
            var committed = committed(consumer, asked);
            var safe = new HashSet<DeliveryId>();
            var open = new HashSet<DeliveryId>();
            var places = new HashSet<Place>();
            var count = consumer.partitionsFor(Topics.ATTEMPTS.name()).size();
            for (var one : asked) {
                var offset = committed.get(deliveries(one.partition()));
                if (offset != null && one.offset() < offset.offset()) {
                    safe.add(one.delivery().id());
                    continue;
                }
                open.add(one.delivery().id());
                places.add(new Place(one.partition(), one.partition()));
                if (fallback.test(one.delivery().target())) {
                    var second = one.delivery().target().fallback();
                    places.add(new Place(one.partition(), partition(second, count)));
                }
            }
            if (!open.isEmpty()) {
                safe.addAll(read(consumer, sinceCommitted(consumer, committed, places), open, AttemptsTail::isOver));
            }
            return safe;
        });
    }

    /** Partitions: where a delivery was read, and where it may be told what became of it. */
    private record Place(int deliveries, int attempts) {}

    private static int partition(TargetId target, int count) {
        return BuiltInPartitioner.partitionForKey(target.value().getBytes(UTF_8), count);
    }

    /** The committed offsets of these deliveries' partitions; null for one of which nothing was ever committed. */
    private static Map<TopicPartition, @Nullable OffsetAndMetadata> committed(
            Consumer<byte[], byte[]> consumer, List<Doubts.Read> asked) {
        var partitions = asked.stream().map(one -> deliveries(one.partition())).collect(Collectors.toSet());
        var found = new HashMap<TopicPartition, @Nullable OffsetAndMetadata>();
        partitions.forEach(one -> found.put(one, null));
        found.putAll(consumer.committed(partitions, PATIENCE));
        return found;
    }

    private static Map<TopicPartition, Long> sinceCommitted(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed,
            Set<Place> places) {
        var starts = new HashMap<TopicPartition, Long>();
        var times = new HashMap<TopicPartition, Long>();
        for (var place : places) {
            var told = attempts(place.attempts);
            var offset = committed.get(deliveries(place.deliveries));
            if (offset == null) {
                // nothing was ever committed: whatever was attempted counts
                starts.put(told, 0L);
            } else {
                since(offset).ifPresent(at -> times.merge(told, at, Math::min));
            }
        }
        starts(consumer, times).forEach((partition, start) -> starts.merge(partition, start, Math::min));
        return starts;
    }

    /** With a consumer for this one reading; it has nothing to say when it goes. */
    private <T> T with(Function<Consumer<byte[], byte[]>, T> reading) {
        var consumer = consumers.get();
        try {
            return reading.apply(consumer);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /** Empty when somebody set the offset who is none of us: he wants what follows to be sent. */
    private static Optional<Long> since(OffsetAndMetadata committed) {
        return Note.of(committed).map(note -> Math.max(0, note.since().toEpochMilli() - OWN_MARGIN.toMillis()));
    }

    private static TopicPartition deliveries(int partition) {
        return new TopicPartition(Topics.DELIVERIES.name(), partition);
    }

    private static TopicPartition attempts(int partition) {
        return new TopicPartition(Topics.ATTEMPTS.name(), partition);
    }

    private static Map<TopicPartition, Long> starts(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> times) {
        var starts = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(times, PATIENCE).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    private Set<DeliveryId> read(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> starts,
            Set<DeliveryId> asked,
            Predicate<Attempt> ending) {
        var found = new HashSet<DeliveryId>();
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        var ends = consumer.endOffsets(starts.keySet(), PATIENCE);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            var read = consumer.poll(POLL);
            if (!read.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the attempts cannot be read");
            }
            read.forEach(record -> ended(record, ending).filter(asked::contains).ifPresent(found::add));
        }
        return found;
    }

    private Optional<DeliveryId> ended(ConsumerRecord<byte[], byte[]> record, Predicate<Attempt> ending) {
        try {
            return records.read(record) instanceof Attempt attempt && ending.test(attempt)
                    ? Optional.of(new DeliveryId(UUID.fromString(attempt.getDeliveryId())))
                    : Optional.empty();
        } catch (UndecodableRecord | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What was superseded must not come after what took its place. */
    private static boolean isDone(Attempt attempt) {
        return attempt.getOutcome().equals(Records.DELIVERED)
                || attempt.getOutcome().equals(Outcome.SUPERSEDED);
    }

    /**
     * Or dead: of a batch that is told after its letters are written. A parked one may have been redriven since. What was silenced was no
     * record of the deliveries: one that is there came later.
     */
    private static boolean isOver(Attempt attempt) {
        return isDone(attempt)
                || (attempt.getTerminal() && !attempt.getOutcome().equals(Outcome.SILENCED));
    }
}
