package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.journal.Status;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.silence.InForce;
import io.opsbus.notifier.silence.Scope;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.InMemorySilences;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What a silence keeps back is not sent, is written down, and can be brought back. */
class SilencedEventsTest {
    private static final byte[] JSON = "{\"level\":\"WARN\"}".getBytes(UTF_8);
    private static final Scope DISKS =
            new Scope(List.of("WARN"), List.of("Disk:*"), "ECS", List.of("d-1"), List.of(), "");

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final Counts counts = new Counts();
    private final Records records = new Records(new InMemorySchemaRegistry());
    private final InMemorySilences told = new InMemorySilences();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    private final InMemoryRedrives redrives = new InMemoryRedrives(parking);
    private final List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
    private Rules rules = Rules.NONE.with(
            List.of(subscription("a", Pace.silent(Duration.ofHours(1))), subscription("b", Pace.AT_ONCE)), List.of());
    private InForce inForce = InForce.NONE.with(
            List.of(new Silence(
                    new Key(Given.ACCOUNT, "sil-1"),
                    DISKS,
                    Given.NOON,
                    Given.NOON.plusSeconds(60),
                    new Silence.Note("me", "why", Given.NOON))),
            List.of(),
            Given.NOON);
    private final Router router = new Router(records, () -> rules, this::keptBack, told, clock, counts);

    private Optional<String> keptBack(Event event, boolean wanted, Supplier<UUID> identity, Instant now) {
        return inForce.over(event, now).map(silence -> silence.key().name());
    }

    private static Subscription subscription(String id, Pace pace) {
        var plain = Given.subscription(id, Given.everything());
        return new Subscription(plain.id(), plain.account(), 1, plain.selectors(), plain.target(), true, pace);
    }

    private static Event event(String id, String disk) {
        return new Event(
                Given.ACCOUNT,
                id,
                "Disk:Stalled",
                Level.WARN,
                "ECS",
                "acs:ecs:r:1:disk/" + disk,
                Given.NOON,
                Optional.empty());
    }

    private List<String> topics() {
        return out.stream().map(ProducerRecord::topic).toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return out.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> new ConsumerRecord<>(topic, 0, 0, record.key(), record.value()))
                .toList();
    }

    private void feed() {
        new JournalFeed(records, journal, held, _ -> Optional.of("rule"), clock).accept(read(Topics.ATTEMPTS.name()));
        new LetterFeed(records, redrives, _ -> Optional.of("rule"), clock).accept(read(Topics.DEAD_LETTERS.name()));
    }

    private List<Entry> found(Optional<Status> status) {
        return journal.find(Filter.all(Given.ACCOUNT), status, Optional.empty(), 99);
    }

    @Test
    void whatItCoversIsNotSentAndEveryDeliveryKeptBackIsWrittenDownWithIt() {
        assertThat(router.announce(event("e1", "d-1"), JSON, out::add)).isZero();
        assertThat(topics()).containsOnly(Topics.ATTEMPTS.name(), Topics.DEAD_LETTERS.name());
        feed();
        assertThat(found(Optional.of(Status.SILENCED)))
                .hasSize(2)
                .allSatisfy(entry -> {
                    assertThat(entry.subject().silence()).isEqualTo("sil-1");
                    assertThat(entry.subject().version()).isEqualTo(1);
                    assertThat(entry.result().madeWith())
                            .as("no attempt was made")
                            .isZero();
                    assertThat(entry.subject().eventId()).isEqualTo("e1");
                    assertThat(entry.result().outcome()).isEqualTo("silenced");
                })
                .extracting(entry -> entry.subject().target().value())
                .containsExactlyInAnyOrder("tgt-a", "tgt-b");
        assertThat(counts.sums().filtered()).containsEntry(Outcome.SILENCED, 2L);
        assertThat(counts.sums().routed()).isZero();
    }

    @Test
    void whatItDoesNotCoverIsToldAndSoIsEverythingAfterIt() {
        assertThat(router.announce(event("e1", "d-2"), JSON, out::add)).isEqualTo(2);
        clock.advance(Duration.ofSeconds(60));
        assertThat(router.announce(event("e2", "d-1"), JSON, out::add)).isEqualTo(2);
        assertThat(topics()).containsOnly(Topics.DELIVERIES.name());
    }

    @Test
    void theSameNewsIsStillNewsWhenItIsOver() {
        router.announce(event("e1", "d-1"), JSON, out::add);
        clock.advance(Duration.ofSeconds(60));
        assertThat(router.announce(event("e2", "d-1"), JSON, out::add))
                .as("what nobody heard began no SilenceTime")
                .isEqualTo(2);
    }

    @Test
    void whatWasKeptBackComesBackOnlyWhenItIsAskedFor() {
        router.announce(event("e1", "d-1"), JSON, out::add);
        feed();
        var everything = new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.empty());
        assertThat(redrives.count(everything)).isZero();
        var none = Optional.<String>empty();
        var bySilence =
                new Filter(Given.ACCOUNT, none, none, none, Optional.of("sil-1"), Optional.empty(), Optional.empty());
        assertThat(redrives.count(new Order.Wanted(bySilence, Optional.empty())))
                .isEqualTo(2);
        var silenced = new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.of(DeadReason.SILENCED));
        redrives.begin(new Redrive.Id("rdr-1"), new Order(silenced, 100), Given.NOON);
        redrives.step(Given.NOON.plusSeconds(1));
        assertThat(parking.all()).hasSize(2).allSatisfy(row -> {
            assertThat(row.delivery().body().bytes()).isEqualTo(JSON);
            assertThat(row.state().attempts()).isZero();
        });
    }

    /** An event may come twice: the second time after the silence, and its deliveries are no duplicates then. */
    @Test
    void itsRecordsHaveIdsOfTheirOwn() {
        router.announce(event("e1", "d-1"), JSON, out::add);
        clock.advance(Duration.ofSeconds(60));
        router.announce(event("e1", "d-1"), JSON, out::add);
        assertThat(out.stream()
                        .map(record -> new String(
                                record.headers().lastHeader(Headers.FACT_ID).value(), UTF_8)))
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void daysOfSilenceDisableNoTarget() {
        var patience = Streak.Patience.DEFAULT;
        for (var day = 0; day < 2 * patience.failures(); day++) {
            inForce = InForce.NONE.with(
                    List.of(new Silence(
                            new Key(Given.ACCOUNT, "sil-2"),
                            DISKS,
                            Given.NOON,
                            Given.NOON.plus(Duration.ofDays(90)),
                            new Silence.Note("me", "why", Given.NOON))),
                    List.of(),
                    Given.NOON);
            router.announce(event("e" + day, "d-1"), JSON, out::add);
            clock.advance(Duration.ofDays(1));
        }
        feed();
        assertThat(found(Optional.empty())).hasSize((int) (4 * patience.failures()));
        assertThat(held.disable(patience, clock.instant())).isEmpty();
    }

    @Test
    void anotherAccountIsToldAsBefore() {
        var mallory = new AccountId("mallory");
        var plain = Given.subscription("m", Given.everything());
        rules = rules.with(
                List.of(new Subscription(
                        plain.id(), mallory, 1, plain.selectors(), plain.target(), true, Pace.AT_ONCE)),
                List.of());
        var own = event("e1", "d-1");
        var foreign = new Event(
                mallory, own.id(), own.name(), own.level(), "ECS", own.resourceArn(), Given.NOON, Optional.empty());
        assertThat(Stream.of(own, foreign).map(one -> router.announce(one, JSON, out::add)))
                .containsExactly(0, 1);
    }
}
