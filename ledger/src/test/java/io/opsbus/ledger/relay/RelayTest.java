package io.opsbus.ledger.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryFactSink;
import io.opsbus.ledger.memory.InMemoryOutbox;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.relay.RelayHealth.State;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Relay.Settings QUICK =
            new Relay.Settings(10, Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ZERO);

    private final SettableClock clock = SettableClock.at(NOW);
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemoryFactSink sink = new InMemoryFactSink();
    private final List<Relay> relays = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Relay start(FactSink to, Relay.Settings settings) {
        return start(new InMemoryOutbox(tables), to, settings);
    }

    private Relay start(Outbox outbox, FactSink to, Relay.Settings settings) {
        var relay = new Relay(outbox, to, World.of(clock), settings);
        relays.add(relay);
        threads.add(Thread.ofVirtual().start(relay));
        return relay;
    }

    @AfterEach
    void stop() throws InterruptedException {
        relays.forEach(Relay::close);
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(relays)
                .allSatisfy(relay -> assertThat(relay.health().state()).isEqualTo(State.STOPPED));
    }

    private void save(int from, int to) throws SQLException {
        var records = IntStream.rangeClosed(from, to)
                .mapToObj(step -> Tally.encode(new Counted("a", step)))
                .toList();
        tables.commit(tables.draw(records, clock.instant()));
    }

    private List<Integer> steps() {
        return sink.log().stream().map(record -> Counted.of(record).step()).toList();
    }

    private void arrived(int last) {
        await().untilAsserted(() -> assertThat(steps())
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList()));
    }

    private static void in(Relay relay, State state) {
        await().untilAsserted(() -> assertThat(relay.health().state()).isEqualTo(state));
    }

    @Test
    void aWakeUpIsFasterThanThePoll() throws SQLException {
        var relay = start(sink, new Relay.Settings(10, Duration.ofHours(1), Duration.ofSeconds(2), Duration.ZERO));
        in(relay, State.RUNNING);
        save(1, 25);
        relay.wake();
        arrived(25);
    }

    @Test
    void whatComesWhileARelayGathersGoesTogether() throws SQLException {
        var relay = start(sink, QUICK.gathering(Duration.ofHours(1)));
        in(relay, State.RUNNING);
        save(1, 1);
        relay.wake();
        arrived(1);
        save(2, 3);
        relay.wake();
        // an hour does not pass
        await().during(Duration.ofMillis(100)).until(() -> steps().equals(List.of(1)));
    }

    @Test
    void aFullPassIsFollowedAtOnce() throws SQLException {
        var relay = start(sink, QUICK.gathering(Duration.ofHours(1)));
        save(1, 20);
        relay.wake();
        arrived(20);
    }

    @Test
    void aLostWakeUpIsMadeGoodByThePoll() throws SQLException {
        start(sink, QUICK);
        save(1, 25);
        arrived(25);
    }

    @Test
    void whileKafkaIsAwayFactsWaitAndHealthSaysSinceWhenAndHowMany() throws SQLException {
        var relay = start(sink, QUICK);
        in(relay, State.RUNNING);
        sink.setAway(true);
        save(1, 3);
        await().until(() -> sink.inFlight() == 3);
        clock.advance(Duration.ofSeconds(60));
        save(4, 25);
        in(relay, State.KAFKA_AWAY);
        clock.advance(Duration.ofSeconds(30));

        await().untilAsserted(() -> assertThat(relay.health().waiting()).isEqualTo(25));
        in(relay, State.KAFKA_AWAY);
        assertThat(relay.health().healthy()).isFalse();
        assertThat(relay.health().since()).isEqualTo(NOW.plusSeconds(60));
        assertThat(relay.health().oldest()).isEqualTo(NOW);
        assertThat(relay.health().reason()).contains("no acknowledgement since " + NOW);

        sink.setAway(false);
        arrived(25);
        in(relay, State.RUNNING);
        await().untilAsserted(() -> assertThat(relay.health().waiting()).isZero());
        assertThat(relay.health().reason()).isNull();
    }

    @Test
    void afterPostgresWasAwayTheRelayGoesOnByItself() throws SQLException {
        var relay = start(sink, QUICK);
        save(1, 5);
        arrived(5);
        tables.setAway(true);
        in(relay, State.POSTGRES_AWAY);
        assertThat(relay.health().reason()).contains("the database is away");
        tables.setAway(false);
        save(6, 9);
        arrived(9);
        in(relay, State.RUNNING);
    }

    @Test
    void aDatabaseThatKeepsItsConnectionButAnswersNothingCountsAsAway() throws Exception {
        var freezing = new FreezingOutbox(new InMemoryOutbox(tables));
        var relay = start(freezing, sink, QUICK);
        in(relay, State.RUNNING);
        freezing.ice().acquire();
        await().until(freezing.ice()::hasQueuedThreads);
        clock.advance(Duration.ofSeconds(11));
        assertThat(relay.health().state()).isEqualTo(State.POSTGRES_AWAY);
        assertThat(relay.health().reason()).contains("no answer from the outbox since " + NOW);

        freezing.ice().release();
        in(relay, State.RUNNING);
    }

    @Test
    void anUnexpectedErrorIsShownAndTheRelayTriesAgain() throws SQLException {
        var broken = new AtomicReference<>("bug");
        FactSink odd = new FactSink() {
            @Override
            public CompletableFuture<?> send(OutboxRecord record) {
                if ("bug".equals(broken.get())) {
                    throw new IllegalStateException("a bug");
                }
                return sink.send(record);
            }

            @Override
            public void close() {
                sink.close();
            }
        };
        var relay = start(odd, QUICK);
        save(1, 3);
        in(relay, State.FAILING);
        assertThat(relay.health().reason()).contains("a bug");
        broken.set("cured");
        arrived(3);
        in(relay, State.RUNNING);
    }

    @Test
    void onlyOneRelayIsActiveAndAnotherTakesOverWhenItEnds() throws SQLException {
        var first = start(sink, QUICK);
        in(first, State.RUNNING);
        var second = start(sink.another(), QUICK);
        in(second, State.STANDBY);
        save(1, 5);
        arrived(5);
        first.close();
        in(second, State.RUNNING);
        save(6, 9);
        arrived(9);
    }

    @Test
    void aRecordThatIsRefusedAtOnceIsNotOvertakenByTheNextOfItsKey() throws SQLException {
        var refused = new AtomicReference<>("a#2");
        FactSink moody = new FactSink() {
            @Override
            public CompletableFuture<?> send(OutboxRecord record) {
                return record.factId().equals(refused.get())
                        ? CompletableFuture.failedFuture(new IllegalStateException("topic is missing"))
                        : sink.send(record);
            }

            @Override
            public void close() {
                sink.close();
            }
        };
        save(1, 5);
        var relay = start(moody, QUICK);
        in(relay, State.KAFKA_AWAY);
        assertThat(relay.health().reason()).contains("topic is missing");
        assertThat(steps()).containsExactly(1);
        refused.set("none");
        arrived(5);
    }

    @Test
    void whatWasAcknowledgedBehindAFailedRecordOfItsKeyGoesAgain() throws SQLException {
        save(1, 3);
        var acks = new ArrayList<CompletableFuture<Void>>();
        FactSink byHand = new FactSink() {
            @Override
            public CompletableFuture<?> send(OutboxRecord record) {
                acks.add(new CompletableFuture<>());
                return acks.getLast();
            }

            @Override
            public void close() {
                acks.clear();
            }
        };
        try (var turn = new InMemoryOutbox(tables).claim().orElseThrow()) {
            var pass = Pass.begin(turn, byHand, 10, World.of(clock));
            acks.get(0).complete(null);
            acks.get(1).completeExceptionally(new IllegalStateException("refused"));
            acks.get(2).complete(null);
            assertThat(pass.finish(turn, World.of(clock))).get().isInstanceOf(IllegalStateException.class);
            assertThat(turn.read(10)).extracting(row -> row.record().factId()).containsExactly("a#2", "a#3");
        }
    }
}
