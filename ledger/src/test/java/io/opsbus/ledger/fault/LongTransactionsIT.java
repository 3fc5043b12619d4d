package io.opsbus.ledger.fault;

import static io.opsbus.ledger.fault.KilledServiceIT.oneTo;
import static io.opsbus.ledger.fault.KilledServiceIT.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.memory.InMemoryFactSink;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresOutbox;
import io.opsbus.ledger.postgres.TallyStates;
import io.opsbus.ledger.postgres.TestDatabase;
import io.opsbus.ledger.relay.Relay;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A long transaction draws its number early and commits late: the trap of every relay that remembers the last number. */
class LongTransactionsIT {

    private DataSource source = new PGSimpleDataSource();

    @BeforeEach
    void emptyDatabase() throws SQLException {
        source = TestDatabase.empty();
    }

    private Ledger<String, Tally, Counted> ledger(World.FaultPoint slow) {
        var world = World.of(Instant::now).withFaults(slow);
        return new PostgresLedger<>("tallies", source, new TallyStates(), Tally::encode, world, () -> {});
    }

    private static void count(Ledger<String, Tally, Counted> ledger, String id, int step) {
        ledger.change(id, ChangeKey.once("step-" + step), Tally.REPLY, tally -> Tally.next(id, tally));
    }

    /** Commits "long" around "short"; {@code relayOnce} is called while long is still open, and after its commit. */
    private List<OutboxRecord> longAroundShort(Supplier<List<OutboxRecord>> relayOnce) throws Exception {
        var drawn = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var slow = thread.submit(() -> count(ledger(step -> hold(step, drawn, go)), "long", 1));
            assertThat(drawn.await(20, TimeUnit.SECONDS)).isTrue();
            count(ledger(step -> {}), "short", 1);
            var sent = new ArrayList<>(relayOnce.get());
            go.countDown();
            slow.get(20, TimeUnit.SECONDS);
            sent.addAll(relayOnce.get());
            return sent;
        }
    }

    private static void hold(Step step, CountDownLatch drawn, CountDownLatch go) throws SQLException {
        if (step == Step.FACTS_SAVED) {
            drawn.countDown();
            try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        }
    }

    @Test
    void aRelayThatPollsBeyondTheLastNumberLosesTheLongTransaction() throws Exception {
        var naive = new CursorRelay(source);
        var sent = longAroundShort(naive::poll);
        assertThat(sent).extracting(OutboxRecord::factId).containsExactly("short#1");
        assertThat(naive.poll()).as("and never sees it again").isEmpty();
    }

    @Test
    void readingWhatIsVisibleFindsItWhenItCommits() throws Exception {
        var sent = longAroundShort(this::readAndDelete);
        assertThat(sent).extracting(OutboxRecord::factId).containsExactly("short#1", "long#1");
    }

    private List<OutboxRecord> readAndDelete() {
        try (var turn = new PostgresOutbox(source).claim().orElseThrow()) {
            var rows = turn.read(10);
            turn.delete(rows);
            return rows.stream().map(row -> row.record()).toList();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void longTransactionsBesideShortOnesUnderTwoRelaysLoseAndReorderNothing() throws Exception {
        var kafka = new InMemoryFactSink();
        var settings = new Relay.Settings(20, Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ZERO);
        var relays = List.of(relay(kafka, settings), relay(kafka.another(), settings));
        var threads = relays.stream().map(one -> Thread.ofPlatform().start(one)).toList();
        try (var clients = Executors.newFixedThreadPool(6)) {
            var all = new ArrayList<Future<?>>();
            for (String id : List.of("a", "b", "c", "d", "e", "f")) {
                all.add(clients.submit(() -> countSlowly(id, 60)));
            }
            relays.getFirst().close(); // whoever is active: the other goes on
            for (var one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        await().untilAsserted(() -> {
            for (String id : List.of("a", "b", "c", "d", "e", "f")) {
                assertThat(steps(kafka.log(), id)).isEqualTo(oneTo(60));
            }
        });
        assertThat(kafka.log()).as("no crash, no duplicate").hasSize(360);
        relays.getLast().close();
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private Relay relay(InMemoryFactSink kafka, Relay.Settings settings) {
        return new Relay(new PostgresOutbox(source), kafka, World.of(Instant::now), settings);
    }

    private void countSlowly(String id, int last) {
        for (int step = 1; step <= last; step++) {
            boolean slow = step % 20 == 0;
            var ledger = ledger(at -> {
                if (slow && at == Step.FACTS_SAVED) {
                    // holds this transaction open inside the server, numbers drawn
                    TestDatabase.execute(source, "select pg_sleep(0.2)");
                }
            });
            count(ledger, id, step);
        }
    }
}
