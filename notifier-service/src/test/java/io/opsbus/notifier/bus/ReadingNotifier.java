package io.opsbus.notifier.bus;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.bus.offset.Note;
import io.opsbus.notifier.bus.offset.Offsets;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.dispatch.Pulse;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What reads the deliveries, over one partition that a list stands for, for two targets, of which one answers 500 while the test wants. Processes
 * come and go; the partition, what is committed, the attempts and the store stay.
 */
final class ReadingNotifier {
    static final Subscription GOOD = Given.subscription("good", Given.everything());
    static final Subscription BAD = Given.subscription("bad", Given.everything());
    static final int BATCH = 4;

    private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES.name(), 0);
    private static final Limits LIMITS = new Limits(4, 8, 64, Duration.ofMillis(200), Duration.ofSeconds(5));

    final SettableClock clock = SettableClock.at(Given.NOON);
    final InMemoryParking parking = new InMemoryParking();
    private final AtomicLong ticks = new AtomicLong();
    private final Records records = new Records(new InMemorySchemaRegistry());
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    private final List<ConsumerRecord<byte[], byte[]>> routed = new ArrayList<>();
    private final List<Attempts.Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable OffsetAndMetadata committed;
    private volatile boolean failing = true;

    /** That many more deliveries, by turns for both targets; the even ones are for the good one. */
    void route(int count) {
        for (var number = 0; number < count; number++) {
            var offset = routed.size();
            var to = offset % 2 == 0 ? GOOD : BAD;
            var record = records.delivery(Given.delivery(to, offset, clock.instant()));
            routed.add(new ConsumerRecord<>(record.topic(), 0, offset, record.key(), record.value()));
        }
    }

    /** The bad one is well from now on. */
    void heal() {
        failing = false;
    }

    /** Nobody could do anything for so long that others have taken over. */
    void standStill() {
        ticks.addAndGet(Duration.ofSeconds(30).toNanos());
    }

    long committed() {
        var offset = committed;
        return offset == null ? 0 : offset.offset();
    }

    /** How often a target took each delivery. */
    Map<DeliveryId, Long> taken(Subscription by) {
        return List.copyOf(attempts).stream()
                .filter(one -> one.delivery().target().equals(by.id().target()) && isDelivered(one))
                .collect(Collectors.groupingBy(one -> one.delivery().id(), Collectors.counting()));
    }

    private static boolean isDelivered(Attempts.Attempt attempt) {
        return attempt.outcome().verdict() == Outcome.Verdict.DELIVERED;
    }

    /** As {@link AttemptsTail} does. */
    private Set<DeliveryId> safe(List<Doubts.Read> asked) {
        var offset = committed;
        var since = offset == null ? Given.NOON : Note.of(offset).orElseThrow().since();
        var safe = new HashSet<DeliveryId>();
        for (var one : asked) {
            if (offset != null && one.offset() < offset.offset()) {
                safe.add(one.delivery().id());
            }
        }
        List.copyOf(attempts).stream()
                .filter(one -> isDelivered(one) && !one.startedAt().isBefore(since))
                .forEach(one -> safe.add(one.delivery().id()));
        return safe;
    }

    /** A process. */
    final class Life implements Targets {
        private final LiveHolds holds =
                new LiveHolds(held, held.stops(), parking, one -> one.about().eventName());
        private final Pacing pacing = new Pacing(new InMemoryWindows());
        private final ParkedDeliveries worker;
        private final DeliveryBatches batches;
        private final Deliverer deliverer;
        private int position = (int) committed();

        /** @param most how many records may lie ahead of what is not safe */
        Life(int most) {
            var counts = new Counts();
            var ports = new Flow.Ports(
                    posts -> posts.forEach(post -> Thread.ofVirtual()
                            .start(() -> post.ended(answer(post.delivery().target())))),
                    parking,
                    (attempt, written) -> {
                        attempts.add(attempt);
                        written.run();
                    },
                    _ -> {},
                    this,
                    (_, _) -> Set.of());
            var flow = new Flow(ports, LIMITS, RetryPolicy.DEFAULT, clock, new SplittableRandom(7), counts);
            var pulse = new Pulse(ticks::get);
            var producer = new MockProducer<>(
                    true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
            var doubts = new Doubts(parking, ReadingNotifier.this::safe, counts, BATCH);
            worker = new ParkedDeliveries(flow);
            deliverer = new Deliverer(flow, worker, pulse);
            batches = new DeliveryBatches(
                    records,
                    deliverer,
                    new KafkaDeadLetters(producer, records, clock, counts),
                    doubts,
                    pulse,
                    new Offsets(clock, most, doubts));
            var found = new HashMap<TopicPartition, @Nullable OffsetAndMetadata>();
            found.put(PARTITION, committed);
            batches.assigned(Map.of(PARTITION, (long) routed.size()), found);
        }

        private Outcome answer(TargetId target) {
            var bad = failing && target.equals(BAD.id().target());
            return new Outcome.Answered(bad ? 500 : 204, Optional.empty());
        }

        DeliveryBatches batches() {
            return batches;
        }

        int waiting() {
            return deliverer.waiting();
        }

        private boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            committed = offsets.get(PARTITION);
            return true;
        }

        /** Reads all there is; a batch that fails is read again. */
        void read() {
            while (position < routed.size()) {
                var batch = routed.subList(position, Math.min(routed.size(), position + BATCH));
                position += batch.size();
                clock.advance(Duration.ofMillis(10));
                try {
                    batches.accept(batch, this::commit);
                } catch (Deliverer.HeldUp _) {
                    giveUp(batch);
                }
            }
        }

        /** Its partition goes, or it is read again here. */
        void giveUp(List<ConsumerRecord<byte[], byte[]>> failed) {
            position = batches.again(failed)
                    .getOrDefault(PARTITION, (long) position)
                    .intValue();
        }

        /** Works off what is parked, and sees what is safe by then. */
        void work() {
            worked();
            batches.look(this::commit);
        }

        /** Works off what is parked, beside whoever reads. */
        void worked() {
            while (worker.turn()) {
                // once more
            }
        }

        @Override
        public Optional<Subscription> owner(TargetId target) {
            return Optional.of(target.equals(GOOD.id().target()) ? GOOD : BAD);
        }

        @Override
        public Holds holds() {
            return holds;
        }

        @Override
        public Pacing pacing() {
            return pacing;
        }
    }
}
