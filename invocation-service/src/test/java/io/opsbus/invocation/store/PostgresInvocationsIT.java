package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.ALICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.GroupedLedger;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresInvocationsIT extends InvocationListsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    Store empty() {
        try {
            TestDatabase.execute(
                    source,
                    "truncate invocations, tasks, task_runs, output_deliveries, outbox, applied_changes, timers");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        var world = World.of(() -> Given.NOON);
        return new Store(
                new PostgresLedger<>(
                        "invocation",
                        source,
                        new InvocationStates(Clock.fixed(Given.NOON, ZoneOffset.UTC)),
                        fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                        world,
                        () -> {}),
                new GroupedLedger<>(new PostgresLedger<>(
                        "task",
                        source,
                        new TaskStates(),
                        fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                        world,
                        () -> {})),
                new PostgresInvocations(Jdbi.create(source)));
    }

    @Test
    void runsThatEndedLongAgoGoSoManyAtATimeAndNoOthers() throws SQLException {
        threeRuns();
        assertThat(TaskStates.forgetRuns(source, Given.NOON.plusSeconds(3), 10))
                .as("none ended before")
                .isZero();
        Instant before = Given.NOON.plusSeconds(14);
        assertThat(TaskStates.forgetRuns(source, before, 1)).isEqualTo(1);
        assertThat(exitCodes()).hasSize(2).startsWith(2L);
        assertThat(TaskStates.forgetRuns(source, before, 1)).isEqualTo(1);
        assertThat(TaskStates.forgetRuns(source, before, 1)).isZero();
        assertThat(exitCodes()).containsExactly(2L);
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThatExceptionOfType(StoreAway.class)
                .isThrownBy(() -> new PostgresInvocations(Jdbi.create(nowhere))
                        .find(ALICES, Given.place(1).id()));
    }
}
