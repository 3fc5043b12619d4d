package io.opsbus.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Faults;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.LedgerContract;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.relay.Outbox;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class GroupedLedgerIT extends LedgerContract {
    private static final int AT_ONCE = 3;

    private DataSource source = new PGSimpleDataSource();

    @BeforeEach
    void emptyDatabase() throws SQLException {
        source = TestDatabase.empty();
    }

    @Override
    protected GroupedLedger<String, Tally, Counted> ledger(World world) {
        return new GroupedLedger<>(
                new PostgresLedger<>("tallies", source, new TallyStates(), Tally::encode, world, () -> {}));
    }

    @Override
    protected Optional<Tally> stored(String id) throws SQLException {
        try (var connection = source.getConnection()) {
            return Optional.ofNullable(new TallyStates().load(connection, id));
        }
    }

    @Override
    protected List<Outbox.Row> outbox() throws SQLException {
        try (var turn = new PostgresOutbox(source).claim().orElseThrow()) {
            return turn.read(1_000);
        }
    }

    @Override
    protected List<Timer.Due> due(Instant now) throws SQLException {
        return new PostgresTimers("tallies", source).claim(now, 100, Duration.ofSeconds(30));
    }

    @Override
    protected int forgetAppliedBefore(Instant before, int batch) throws SQLException {
        return LedgerTables.forgetAppliedBefore(source, before, batch);
    }

    /** Makes changes wait for each other: they come while as many as may be at work are held. */
    private static final class Crowd implements AutoCloseable {
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final GroupedLedger<String, Tally, Counted> ledger;
        private final CountDownLatch go = new CountDownLatch(1);
        private final List<Future<?>> first = new ArrayList<>();

        Crowd(GroupedLedger<String, Tally, Counted> ledger) throws InterruptedException {
            this.ledger = ledger;
            var inside = new CountDownLatch(AT_ONCE);
            for (int n = 0; n < AT_ONCE; n++) {
                String id = "first-" + n;
                first.add(threads.submit(() -> ledger.change(id, ChangeKey.once("1"), Tally.REPLY, tally -> {
                    inside.countDown();
                    hold();
                    return Tally.next(id, tally);
                })));
            }
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        }

        private void hold() {
            try {
                assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        Future<Decision<Tally, Integer, Counted>> add(
                String id, ChangeKey key, Ledger.Decide<Tally, Integer, Counted> decide) {
            int before = ledger.waiting();
            var change = threads.submit(() -> ledger.change(id, key, Tally.REPLY, decide));
            await().pollInterval(Duration.ofMillis(1)).until(() -> ledger.waiting() > before || change.isDone());
            return change;
        }

        Future<Decision<Tally, Integer, Counted>> add(String id, String key) {
            return add(id, ChangeKey.once(key), tally -> Tally.next(id, tally));
        }

        void go() throws Exception {
            go.countDown();
            for (var one : first) {
                one.get(30, TimeUnit.SECONDS);
            }
        }

        @Override
        public void close() {
            go.countDown();
            threads.close();
        }
    }

    private static int reply(Future<Decision<Tally, Integer, Counted>> change) throws Exception {
        return ((Accepted<Tally, Integer, Counted>) change.get(30, TimeUnit.SECONDS)).reply();
    }

    @Test
    void changesThatWaitAreSavedInOneTransaction() throws Exception {
        var commits = new AtomicInteger();
        var world = new World(() -> NOW, time -> {}, step -> {
            if (step == Step.COMMITTED) {
                commits.incrementAndGet();
            }
        });
        try (var crowd = new Crowd(ledger(world))) {
            List<Future<Decision<Tally, Integer, Counted>>> many = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                many.add(crowd.add("e-" + n, "1"));
            }
            crowd.go();
            for (var one : many) {
                assertThat(reply(one)).isEqualTo(1);
            }
        }
        // those held, and at most one group for each of them
        assertThat(commits.get()).isLessThanOrEqualTo(2 * AT_ONCE);
        assertThat(outbox()).hasSize(20 + AT_ONCE);
        assertThat(stored("e-7")).contains(new Tally(1));
    }

    @Test
    void eachOfAGroupHasItsOwnAnswer() throws Exception {
        var ledger = ledger(World.of(() -> NOW));
        ledger.change("before", ChangeKey.once("1"), Tally.REPLY, tally -> Tally.next("before", tally));
        ledger.change("before", ChangeKey.once("2"), Tally.REPLY, tally -> Tally.next("before", tally));
        try (var crowd = new Crowd(ledger)) {
            var accepted = crowd.add("a", "1");
            var refused = crowd.add("b", ChangeKey.once("1"), tally -> Decision.refused(Tally.No.TOO_MANY));
            var again = crowd.add("before", "1");
            crowd.go();

            assertThat(reply(accepted)).isEqualTo(1);
            assertThat(refused.get(30, TimeUnit.SECONDS)).isEqualTo(new Decision.Refused<>(Tally.No.TOO_MANY));
            assertThat(again.get(30, TimeUnit.SECONDS)).isEqualTo(new Accepted<>(new Tally(2), 1, List.of()));
        }
        assertThat(stored("b")).isEmpty();
        assertThat(stored("before")).contains(new Tally(2));
    }

    @Test
    void aDecisionThatThrowsEndsOnlyItself() throws Exception {
        try (var crowd = new Crowd(ledger(World.of(() -> NOW)))) {
            var good = crowd.add("a", "1");
            var bad = crowd.add("b", ChangeKey.once("1"), tally -> {
                throw new AssertionError("bug");
            });
            var other = crowd.add("c", "1");
            crowd.go();

            assertThat(reply(good)).isEqualTo(1);
            assertThat(reply(other)).isEqualTo(1);
            assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("bug");
        }
        assertThat(stored("b")).isEmpty();
    }

    @Test
    void changesOfOneEntityAreNeverInOneGroup() throws Exception {
        try (var crowd = new Crowd(ledger(World.of(() -> NOW)))) {
            var replies = List.of(crowd.add("a", "1"), crowd.add("b", "1"), crowd.add("a", "2"), crowd.add("a", "3"));
            crowd.go();
            assertThat(List.of(reply(replies.get(0)), reply(replies.get(2)), reply(replies.get(3))))
                    .containsExactlyInAnyOrder(1, 2, 3);
            assertThat(reply(replies.get(1))).isEqualTo(1);
        }
        assertThat(stored("a")).contains(new Tally(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGE_LOCKED", "CHANGE_DECIDED", "STATE_SAVED", "FACTS_SAVED", "KEY_SAVED", "COMMITTED"})
    void aLostConnectionAtAnyStepAppliesEachOfAGroupExactlyOnce(Step step) throws Exception {
        var faults = new Faults();
        try (var crowd = new Crowd(ledger(new World(() -> NOW, time -> {}, (each) -> {
            synchronized (faults) {
                faults.at(each);
            }
        })))) {
            List<Future<Decision<Tally, Integer, Counted>>> many = new ArrayList<>();
            for (int n = 0; n < 10; n++) {
                many.add(crowd.add("e-" + n, "1"));
            }
            synchronized (faults) {
                faults.loseConnection(step, 2);
            }
            crowd.go();
            for (var one : many) {
                assertThat(reply(one)).isEqualTo(1);
            }
        }
        for (int n = 0; n < 10; n++) {
            assertThat(stored("e-" + n)).contains(new Tally(1));
        }
        assertThat(outbox()).hasSize(10 + AT_ONCE);
    }

    @Test
    void timersOfAGroupAreSet() throws Exception {
        try (var crowd = new Crowd(ledger(World.of(() -> NOW)))) {
            List<Future<Decision<Tally, Integer, Counted>>> many = new ArrayList<>();
            for (String id : List.of("a", "b")) {
                many.add(crowd.add(
                        id,
                        ChangeKey.once("1"),
                        tally -> Tally.next(id, tally).withTimers(new Timer.Set(id, NOW, id))));
            }
            crowd.go();
            for (var one : many) {
                assertThat(reply(one)).isEqualTo(1);
            }
        }
        assertThat(due(NOW)).extracting(Timer.Due::key).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whoWaitsLongGoesAlone() throws Exception {
        try (var crowd = new Crowd(ledger(World.of(() -> NOW)))) {
            var alone = crowd.add("a", "1");
            // those before it are still held
            assertThat(reply(alone)).isEqualTo(1);
            crowd.go();
        }
    }
}
