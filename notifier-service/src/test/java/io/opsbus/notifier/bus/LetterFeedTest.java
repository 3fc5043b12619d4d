package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.DeadLetters;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** From {@code notifier.dlq} to what can be redriven. */
class LetterFeedTest {
    private static final Instant NOON = Given.NOON;
    private static final Subscription TO = Given.subscription("s", Given.everything());

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Records records = new Records(registry);
    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryRedrives dead = new InMemoryRedrives(parking);

    /** The feed of a process that has just begun. */
    private LetterFeed feed(DeadDeliveries into) {
        return new LetterFeed(records, into, _ -> Optional.of("rule"), InstantSource.fixed(NOON));
    }

    private static Delivery delivery(int number) {
        return Given.delivery(TO, number, NOON.minusSeconds(90_000));
    }

    private ConsumerRecord<byte[], byte[]> letter(int number, Instant at) {
        var state = new DeliveryState.DeadLettered(7, DeadReason.EXPIRED);
        return consumed(records.letter(new DeadLetters.Letter(delivery(number), state, "5xx"), at));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    }

    private List<ConsumerRecord<byte[], byte[]>> letters(int count) {
        return IntStream.range(0, count).mapToObj(i -> letter(i, NOON)).toList();
    }

    private long count() {
        return dead.count(new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.empty()));
    }

    private void redriveAll(String job) {
        var wanted = new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.empty());
        dead.begin(new Redrive.Id(job), new Order(wanted, Order.FASTEST), NOON);
        dead.step(NOON.plusSeconds(1));
    }

    @Test
    void aLetterIsTheDeliveryItWas() {
        var kept = new ArrayList<DeadDelivery>();
        feed(new Keeping(kept)).accept(List.of(letter(1, NOON)));
        assertThat(kept).containsExactly(new DeadDelivery(delivery(1), "rule", DeadReason.EXPIRED, 7, NOON));
    }

    @Test
    void lettersReadAgainAfterARestartAreTheSameLetters() {
        feed(dead).accept(letters(5));
        feed(dead).accept(letters(8));
        var twice = new ArrayList<>(letters(8));
        twice.addAll(letters(8));
        feed(dead).accept(twice);
        assertThat(count()).isEqualTo(8);
    }

    @Test
    void aLetterReadAgainDoesNotBringBackWhatIsOnItsWayAndALaterDeathDoes() {
        feed(dead).accept(letters(3));
        redriveAll("rdr-1");
        assertThat(parking.count()).isEqualTo(3);
        feed(dead).accept(letters(3));
        assertThat(count()).isZero();
        feed(dead).accept(List.of(letter(1, NOON.plusSeconds(99))));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void whatIsNoDeliveryIsPassedOverAndTheRestOfTheBatchIsKept() {
        var unread = new ConsumerRecord<>("ecs.disk.operation", 3, 9, new byte[0], new byte[] {7});
        var poison = consumed(records.poison(unread, new UndecodableRecord("no magic byte"), NOON));
        var garbage = new ConsumerRecord<>(Topics.DEAD_LETTERS.name(), 0, 0, new byte[0], new byte[] {7});
        feed(dead)
                .accept(List.of(
                        letter(1, NOON),
                        poison,
                        garbage,
                        odd("expired", new byte[] {0, 1, 2}),
                        odd("bored", letter(3, NOON).value()),
                        odd("exp\0ired", new byte[0]),
                        letter(2, NOON)));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void whoHasItIsNotSentItAgain() {
        var reached = new Progress(Set.of("+8613800138000", "a@b.example"), Set.of("x@y.example"));
        var state = new DeliveryState.DeadLettered(7, DeadReason.EXPIRED, reached);
        feed(dead).accept(List.of(consumed(records.letter(new DeadLetters.Letter(delivery(1), state, "5xx"), NOON))));
        redriveAll("rdr-1");
        assertThat(parking.all())
                .extracting(row -> row.state().progress())
                .containsExactly(new Progress(reached.served(), Set.of()));
    }

    /** A letter nobody here would write. */
    private ConsumerRecord<byte[], byte[]> odd(String reason, byte[] raw) {
        var letter = new DeadLetter(
                reason,
                "because",
                ByteBuffer.wrap(raw),
                null,
                null,
                null,
                delivery(9).id().toString(),
                TO.id().value(),
                TO.id().target().value(),
                TO.account().value(),
                "event",
                "Instance:StateChange",
                1,
                NOON,
                null,
                List.of(),
                null);
        var value = new AvroSerializer<SpecificRecord>(registry).serialize(Topics.DEAD_LETTERS.name(), letter);
        return new ConsumerRecord<>(Topics.DEAD_LETTERS.name(), 0, 0, "k".getBytes(UTF_8), value);
    }

    @Test
    void whileTheStoreIsAwayTheBatchComesAgainWhole() {
        var batch = letters(4);
        var away = feed(new Away());
        assertThatThrownBy(() -> away.accept(batch)).isInstanceOf(Parking.Away.class);
        assertThat(count()).isZero();
        feed(dead).accept(batch);
        assertThat(count()).isEqualTo(4);
    }

    /** Notes what it is given. */
    private record Keeping(List<DeadDelivery> kept) implements DeadDeliveries {
        @Override
        public void keep(List<DeadDelivery> dead, Instant now) {
            kept.addAll(dead);
        }

        @Override
        public long count(Order.Wanted wanted) {
            return kept.size();
        }

        @Override
        public int forgetBefore(Instant before, int batch) {
            return 0;
        }

        @Override
        public Map<AccountId, Long> sizes() {
            return Map.of();
        }

        @Override
        public long forgetBeyond(AccountId account, long most, int batch) {
            return 0;
        }
    }

    /** A store nobody reaches. */
    private record Away() implements DeadDeliveries {
        @Override
        public void keep(List<DeadDelivery> dead, Instant now) {
            throw new Parking.Away(new IOException("no way"));
        }

        @Override
        public long count(Order.Wanted wanted) {
            throw new Parking.Away(new IOException("no way"));
        }

        @Override
        public int forgetBefore(Instant before, int batch) {
            throw new Parking.Away(new IOException("no way"));
        }

        @Override
        public Map<AccountId, Long> sizes() {
            throw new Parking.Away(new IOException("no way"));
        }

        @Override
        public long forgetBeyond(AccountId account, long most, int batch) {
            throw new Parking.Away(new IOException("no way"));
        }
    }
}
