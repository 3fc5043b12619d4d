package io.opsbus.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.LedgerContract;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.relay.Outbox;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresLedgerIT extends LedgerContract {

    private DataSource source = new PGSimpleDataSource();

    @BeforeEach
    void emptyDatabase() throws SQLException {
        source = TestDatabase.empty();
    }

    @Override
    protected Ledger<String, Tally, Counted> ledger(World world) {
        return ledger(source, world);
    }

    private static Ledger<String, Tally, Counted> ledger(DataSource source, World world) {
        return new PostgresLedger<>("tallies", source, new TallyStates(), Tally::encode, world, () -> {});
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

    @Test
    void theTablesMayBeCreatedAgainAndByManyAtOnce() {
        assertThat(List.of(1, 2, 3, 4).parallelStream().map(n -> {
                    try {
                        LedgerTables.create(source);
                        return "created";
                    } catch (SQLException e) {
                        return e.toString();
                    }
                }))
                .containsOnly("created");
    }

    @Test
    void aSnapshotOlderThanTheLockIsRefused() {
        var repeatable = TestDatabase.source(TestDatabase.freshUrl());
        repeatable.setOptions("-c default_transaction_isolation=repeatable\\ read");
        assertThatThrownBy(() -> next(ledger(repeatable, World.of(() -> NOW)))).hasMessageContaining("repeatable read");
    }

    @Test
    void brokenSqlIsReportedAtOnceAndNotTriedAgain() throws SQLException {
        var broken = TestDatabase.source(TestDatabase.freshUrl());
        TestDatabase.execute(broken, "alter table tally rename column count to counted");
        World impatient = new World(
                () -> NOW,
                time -> {
                    throw new AssertionError("tried again");
                },
                step -> {});
        assertThatThrownBy(() -> next(ledger(broken, impatient)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("count");
    }

    @Test
    void aChangeThatComesBeforeTheTablesWaitsForThem() throws SQLException {
        var early = TestDatabase.source(TestDatabase.freshUrl());
        TestDatabase.execute(early, "drop table outbox, applied_changes, timers");
        World until = new World(() -> NOW, time -> createdIn(early), step -> {});
        next(ledger(early, until));
        try (var connection = early.getConnection()) {
            assertThat(new TallyStates().load(connection, "a")).isEqualTo(new Tally(1));
        }
    }

    private static void createdIn(DataSource database) {
        try {
            LedgerTables.create(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoChangesOfOneEntityAreNotMadeTogether() {
        var twice = counting("a");
        assertThatThrownBy(() -> ledger(World.of(() -> NOW)).changeAll(List.of(twice, twice)))
                .hasMessageContaining("two changes of a");
    }

    @Test
    void whoChangesTheSameEntitiesInAnotherOrderWaitsForNobodyForEver() throws Exception {
        var ids = IntStream.range(0, 40).mapToObj(n -> "e-" + n).toList();
        var ledger = ledger(World.of(Instant::now));
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int n = 0; n < 40; n++) {
                var order = n % 2 == 0 ? ids : ids.reversed();
                running.add(threads.submit(() -> ledger.changeAll(
                        order.stream().map(PostgresLedgerIT::counting).toList())));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(ids).allSatisfy(id -> assertThat(stored(id)).contains(new Tally(40)));
    }

    private static Ledger.Change<String, Tally, Counted> counting(String id) {
        return new Ledger.Change<>(id, ChangeKey.once(UUID.randomUUID().toString()), tally -> {
            var next = Tally.next(id, tally);
            return Decision.accepted(next.state(), next.facts());
        });
    }

    private static void next(Ledger<String, Tally, Counted> ledger) {
        ledger.change("a", ChangeKey.once("1"), Tally.REPLY, tally -> Tally.next("a", tally));
    }
}
