package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Recall;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A row's lease runs out while its delivery, which has arrived, is still being written down: nobody can read it in Kafka. */
class SlowWritesTest {
    private static final Subscription TO = Given.subscription("good", Given.everything());
    private static final Delivery DELIVERY = Given.delivery(TO, 1, Given.NOON);
    private static final Outcome TAKEN = new Outcome.Answered(204, Optional.empty());

    /** Longer than any lease. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final InMemoryParking parking = new InMemoryParking();
    private final List<Channel.Post> sent = new ArrayList<>();
    private final SlowProducer producer = new SlowProducer();
    private final KafkaAttempts attempts = new KafkaAttempts(producer, new Records(new InMemorySchemaRegistry()));
    private final Recall nothingWritten = (_, _) -> Set.of();
    private final ParkedDeliveries worker = worker();

    /** Something happens while it is told to send. */
    private static final class SlowProducer extends MockProducer<byte[], byte[]> {
        private Runnable meanwhile = () -> {};

        SlowProducer() {
            super(false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            meanwhile.run();
            return super.send(record, callback);
        }
    }

    private ParkedDeliveries worker() {
        var held = new InMemoryHeldTargets(parking);
        var holds =
                new LiveHolds(held, held.stops(), parking, one -> one.about().eventName());
        var pacing = new Pacing(new InMemoryWindows());
        var targets = new Targets() {
            @Override
            public Optional<Subscription> owner(TargetId target) {
                return Optional.of(TO);
            }

            @Override
            public Holds holds() {
                return holds;
            }

            @Override
            public Pacing pacing() {
                return pacing;
            }
        };
        var ports = new Flow.Ports(sent::addAll, parking, attempts, _ -> {}, targets, nothingWritten.behind(attempts));
        return new ParkedDeliveries(
                new Flow(ports, Limits.DEFAULT, RetryPolicy.DEFAULT, clock, new SplittableRandom(7), new Counts()));
    }

    private void begin() {
        var due = new DeliveryState.Parked(Given.NOON, 0, Given.NOON);
        parking.park(List.of(new Parking.Row(DELIVERY, due, 1)));
        worker.turn();
        assertThat(sent).hasSize(1);
    }

    private void sentOnce() {
        worker.turn();
        worker.turn();
        assertThat(sent).hasSize(1);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whoseLeaseRunsOutMeanwhileIsNotSentAgain() {
        begin();
        producer.meanwhile = () -> {
            clock.advance(LONG);
            worker.turn();
        };
        sent.getFirst().ended(TAKEN);
        sentOnce();
    }

    @Test
    void whatCouldNotBeWrittenAndWasNotSettledIsNotSentAgain() {
        begin();
        producer.meanwhile = () -> {
            var now = clock.advance(LONG);
            var another = parking.claim(List.of(new Parking.Want(DELIVERY.target(), 1)), now, now.plus(LONG));
            assertThat(another).as("who dies with it").hasSize(1);
        };
        sent.getFirst().ended(TAKEN);
        producer.errorNext(new TimeoutException("30 s"));
        worker.turn();
        assertThat(parking.count()).as("another has it").isOne();
        clock.advance(LONG);
        sentOnce();
    }
}
