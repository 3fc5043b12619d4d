package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.store.usage.InstanceUsage;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invocations in the table {@code invocations}, for the ledger. */
public final class InvocationStates implements States<InvocationPlace, InvocationSlot> {
    private final Clock clock;

    /**
     * With a clock that says when a day begins.
     *
     * @param clock for the daily quota
     */
    public InvocationStates(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String text(InvocationPlace place) {
        return place.text();
    }

    @Override
    public InvocationSlot load(Connection connection, InvocationPlace place) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select body from invocations where id = ? and account = ? and region = ?")) {
            statement.setString(1, place.id().text());
            putScope(statement, 2, place);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    Invocation invocation = Bodies.read(row.getString(1), Invocation.class);
                    return new InvocationSlot(0, invocation, List.of(), tasks(connection, place));
                }
            }
        }
        return new InvocationSlot(today(connection, place), null, List.of(), Map.of());
    }

    private static Map<InstanceId, TaskStatus> tasks(Connection connection, InvocationPlace place) throws SQLException {
        Map<InstanceId, TaskStatus> tasks = new LinkedHashMap<>();
        try (var statement =
                connection.prepareStatement("select instance, status from tasks where invocation = ? order by place")) {
            statement.setString(1, place.id().text());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tasks.put(new InstanceId(rows.getString(1)), TaskStatus.of(rows.getString(2)));
                }
            }
        }
        return tasks;
    }

    /** Creations of one scope wait for each other here, so that their quota is kept exactly. */
    private int today(Connection connection, InvocationPlace place) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 7))")) {
            statement.setString(1, place.scope().toString());
            statement.execute();
        }
        try (var statement = connection.prepareStatement(
                "select count(*) from invocations where account = ? and region = ? and kind = 'RUN' and created_at >= ?")) {
            putScope(statement, 1, place);
            statement.setTimestamp(3, Timestamp.from(clock.instant().truncatedTo(ChronoUnit.DAYS)));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Override
    public void save(
            Connection connection,
            InvocationPlace place,
            @Nullable InvocationSlot before,
            @Nullable InvocationSlot after)
            throws SQLException {
        Invocation old = before == null ? null : before.invocation();
        Invocation now = after == null ? null : after.invocation();
        if (after == null || now == null) {
            delete(connection, place);
        } else if (old == null) {
            insert(connection, now, after.statuses());
            TaskStates.insert(connection, now, after.born());
        } else {
            update(connection, now, after.statuses());
            TaskStates.insert(connection, now, after.born());
        }
    }

    private static void insert(Connection connection, Invocation invocation, List<TaskStatus> tasks)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into invocations (id, account, region, created_at, kind, name, command_id, command_type, repeat_mode,
                    periodic, resource_group, tag_keys, tag_values, legacy, body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setString(1, invocation.place().id().text());
            putScope(statement, 2, invocation.place());
            statement.setTimestamp(4, Timestamp.from(invocation.created()));
            int next = putWork(statement, 5, invocation.work());
            var labels = invocation.labels();
            statement.setString(next++, labels.resourceGroup());
            putTexts(statement, next++, labels.tags().keySet());
            putTexts(statement, next++, labels.tags().values());
            statement.setString(next++, OverallStatus.Legacy.of(tasks).word());
            statement.setString(next, Bodies.write(invocation));
            statement.executeUpdate();
        }
    }

    private static int putWork(PreparedStatement statement, int first, Work work) throws SQLException {
        switch (work) {
            case Work.Run run -> {
                statement.setString(first, "RUN");
                statement.setString(first + 1, run.command().name());
                statement.setString(first + 2, run.command().id().text());
                statement.setString(first + 3, run.command().program().type().word());
                statement.setBoolean(first + 5, !run.terms().frequency().isEmpty());
            }
            case Work.SendFile file -> {
                statement.setString(first, "FILE");
                statement.setString(first + 1, file.label().name());
                statement.setString(first + 2, null);
                statement.setString(first + 3, null);
                statement.setBoolean(first + 5, false);
            }
        }
        statement.setString(first + 4, work.mode().word());
        return first + 6;
    }

    private static void update(Connection connection, Invocation invocation, List<TaskStatus> tasks)
            throws SQLException {
        OverallStatus status = invocation.told().status();
        try (var statement = connection.prepareStatement(
                "update invocations set body = ?, status = ?, legacy = ?, is_over = ? where id = ?")) {
            statement.setString(1, Bodies.write(invocation));
            statement.setString(2, status == null ? null : status.word());
            statement.setString(3, OverallStatus.Legacy.of(tasks).word());
            statement.setBoolean(4, status != null && status.isFinal());
            statement.setString(5, invocation.place().id().text());
            statement.executeUpdate();
        }
    }

    private static void delete(Connection connection, InvocationPlace place) throws SQLException {
        InstanceUsage.take(connection, place.scope(), place.id().text());
        for (String table : List.of(
                "delete from tasks where invocation = ? and account = ? and region = ?",
                "delete from invocations where id = ? and account = ? and region = ?")) {
            try (var statement = connection.prepareStatement(table)) {
                statement.setString(1, place.id().text());
                putScope(statement, 2, place);
                statement.executeUpdate();
            }
        }
    }

    private static void putScope(PreparedStatement statement, int first, InvocationPlace place) throws SQLException {
        statement.setString(first, place.scope().account().text());
        statement.setString(first + 1, place.scope().region().text());
    }

    static void putTexts(PreparedStatement statement, int index, Collection<String> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
