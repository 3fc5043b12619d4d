package io.opsbus.invocation.store;

import io.opsbus.invocation.Given;
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

/** The store the contracts of invocations are held against in PostgreSQL. */
final class EmptyStore {
    private EmptyStore() {}

    /** Empties the database first. */
    static InvocationsContract.Store in(DataSource source) {
        try {
            TestDatabase.execute(
                    source,
                    "truncate invocations, tasks, task_runs, output_deliveries, instance_usage, outbox, applied_changes, timers");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        var world = World.of(() -> Given.NOON);
        return new InvocationsContract.Store(
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
}
