package io.opsbus.invocation.store.output;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.delivery.Destination;
import io.opsbus.invocation.delivery.DueOutput;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.delivery.OutputDelivery;
import io.opsbus.invocation.delivery.OutputDelivery.Status;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.task.Output;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The table {@code output_deliveries}. */
public final class PostgresOutputs implements OutputDeliveries, DueOutputs {
    private final Jdbi database;

    public PostgresOutputs(Jdbi database) {
        this.database = database;
    }

    /** Puts what runs that are over have left beside their tasks, in the transaction of their ends. */
    public static void insert(Connection connection, List<DueOutput> outputs) throws SQLException {
        if (outputs.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into output_deliveries (task, started, ended_at, due_at, bucket, object, output)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            for (DueOutput one : outputs) {
                statement.setString(1, one.task().text());
                statement.setString(2, one.started().toString());
                statement.setTimestamp(3, Timestamp.from(one.ended()));
                statement.setTimestamp(4, Timestamp.from(one.ended()));
                statement.setString(5, one.bucket());
                statement.setString(6, one.object());
                statement.setBytes(7, one.output().bytes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Lets those of runs that ended long ago go; how many went.
     *
     * @param most of them at most
     */
    public static int forget(DataSource source, Instant before, int most) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("""
                        delete from output_deliveries where ctid = any(array(
                            select ctid from output_deliveries where ended_at < ? limit ?))""")) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, most);
            return statement.executeUpdate();
        }
    }

    @Override
    public List<OutputDelivery> of(Scope scope, Collection<Run> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        String[] tasks = runs.stream().map(run -> run.task().text()).toArray(String[]::new);
        String[] started = runs.stream().map(run -> run.started().toString()).toArray(String[]::new);
        return ask(handle -> {
            try (var query = handle.createQuery("""
                    select d.task, d.started, d.bucket, d.object, d.status, d.code
                    from (select distinct * from unnest(cast(:tasks as text[]), cast(:started as text[])) as r (task, started)) asked
                    join output_deliveries d on d.task = asked.task and d.started = asked.started
                    join tasks t on t.id = d.task
                    where t.account = :account and t.region = :region""")) {
                return query.bind("tasks", tasks)
                        .bind("started", started)
                        .bind("account", scope.account().text())
                        .bind("region", scope.region().text())
                        .map((row, _) -> new OutputDelivery(
                                new TaskId(row.getString("task")),
                                Instant.parse(row.getString("started")),
                                Destination.uri(row.getString("bucket"), row.getString("object")),
                                Status.valueOf(row.getString("status")),
                                row.getString("code")))
                        .list();
            }
        });
    }

    @Override
    public Optional<DueOutput> take(Instant now, Instant until) {
        return ask(handle -> {
            try (var query = handle.createQuery("""
                    with next as materialized (select task, started from output_deliveries
                        where status = 'IN_PROGRESS' and due_at <= :now order by due_at limit 1 for update skip locked)
                    update output_deliveries d set due_at = :until, tries = d.tries + 1 from next
                    where d.task = next.task and d.started = next.started
                    returning d.task, d.started, d.ended_at, d.bucket, d.object, d.tries, d.output""")) {
                return query.bind("now", Timestamp.from(now))
                        .bind("until", Timestamp.from(until))
                        .map((row, _) -> due(row))
                        .findOne();
            }
        });
    }

    private static DueOutput due(ResultSet row) throws SQLException {
        return new DueOutput(
                new TaskId(row.getString("task")),
                Instant.parse(row.getString("started")),
                row.getTimestamp("ended_at").toInstant(),
                row.getString("bucket"),
                row.getString("object"),
                row.getInt("tries"),
                Output.of(row.getBytes("output"), 0));
    }

    @Override
    public void note(DueOutput tried, Verdict verdict) {
        switch (verdict) {
            case Verdict.Delivered _ -> update(tried, Status.FINISHED, "", null);
            case Verdict.GivenUp(String code) -> update(tried, Status.FAILED, code, null);
            case Verdict.Again(Instant at, String code) -> update(tried, Status.IN_PROGRESS, code, at);
        }
    }

    /** What is not tried again needs its output no more. */
    private void update(DueOutput tried, Status status, String code, @Nullable Instant again) {
        int ignored = ask(handle -> {
            try (var update = handle.createUpdate(
                    "update output_deliveries set status = :status, code = :code, due_at = "
                            + (again == null ? "due_at, output = ''" : ":again")
                            + " where task = :task and started = :started and tries = :tries and status = 'IN_PROGRESS'")) {
                update.bind("status", status.name())
                        .bind("code", code)
                        .bind("task", tried.task().text())
                        .bind("started", tried.started().toString())
                        .bind("tries", tried.tries());
                if (again != null) {
                    update.bind("again", Timestamp.from(again));
                }
                return update.execute();
            }
        });
    }

    private <T> T ask(Function<Handle, T> question) {
        try {
            return database.withHandle(question::apply);
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new StoreAway(away);
        }
    }
}
