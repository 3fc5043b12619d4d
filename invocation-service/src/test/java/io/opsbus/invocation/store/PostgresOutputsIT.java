package io.opsbus.invocation.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.store.output.PostgresOutputs;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.GroupedLedger;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresOutputsIT extends OutputsContract {
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

    @Override
    OutputDeliveries deliveries() {
        return new PostgresOutputs(Jdbi.create(source));
    }

    @Override
    DueOutputs due() {
        return new PostgresOutputs(Jdbi.create(source));
    }

    @Test
    void thoseOfRunsThatEndedLongAgoGo() throws SQLException {
        assertThat(twoRuns().plan().output()).isNotNull();
        assertThat(PostgresOutputs.forget(source, Given.NOON, 10)).isZero();
        assertThat(PostgresOutputs.forget(source, Given.NOON.plusSeconds(60), 1))
                .isEqualTo(1);
        assertThat(PostgresOutputs.forget(source, Given.NOON.plusSeconds(60), 10))
                .isEqualTo(1);
    }

    @Test
    void theyGoWithTheirInvocation() throws SQLException {
        assertThat(twoRuns().plan().output()).isNotNull();
        TestDatabase.execute(source, "delete from tasks");
        assertThat(PostgresOutputs.forget(source, Given.NOON.plusSeconds(60), 10))
                .isZero();
    }
}
