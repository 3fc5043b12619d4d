package io.opsbus.invocation.store.usage;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.Invocations.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code instance_usage}: tasks that are kept of each instance, counted where they come and go, for there may be hundreds of
 * thousands. Rows are locked in the order of their instances, so that two transactions cannot wait for each other in a ring.
 */
public final class InstanceUsage {
    private static final String ADD = """
            insert into instance_usage (instance, account, region, tasks, last_at)
            select instance, ?, ?, count(*), ? from unnest(?) as instance group by instance order by instance
            on conflict (instance, account, region) do update set
                tasks = instance_usage.tasks + excluded.tasks,
                last_at = greatest(instance_usage.last_at, excluded.last_at)""";

    /** Never less than none: an older release, which does not count, may have put them in. */
    private static final String TAKE = """
            with gone as (select instance, account, region, count(*) as tasks from tasks
                    where invocation = ? and account = ? and region = ? group by instance, account, region),
                held as materialized (select u.instance, u.account, u.region, gone.tasks
                    from instance_usage u join gone using (instance, account, region)
                    order by u.instance for update of u)
            update instance_usage u set tasks = greatest(0, u.tasks - held.tasks) from held
            where u.instance = held.instance and u.account = held.account and u.region = held.region""";

    private static final String FORGET = """
            delete from instance_usage where tasks = 0 and account = ? and region = ?
                and instance in (select instance from tasks where invocation = ?)""";

    /** What is open is found by an index that holds nothing else. */
    private static final String READ = """
            select u.instance, u.tasks, u.last_at, (select count(*) from tasks t
                where t.instance = u.instance and t.is_open and t.account = u.account and t.region = u.region)
            from instance_usage u where u.instance = any(:ids) and u.account = :account and u.region = :region""";

    private InstanceUsage() {}

    /** Counts a new task on each of these instances, in the transaction that puts them in. */
    public static void add(Connection connection, Scope scope, Instant at, List<InstanceId> instances)
            throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            putScope(statement, 1, scope);
            statement.setTimestamp(3, Timestamp.from(at));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", instances.stream().map(InstanceId::text).toArray()));
            statement.executeUpdate();
        }
    }

    /** Counts the tasks of this invocation no more; before they are deleted, in the same transaction. */
    public static void take(Connection connection, Scope scope, String invocation) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, invocation);
            putScope(statement, 2, scope);
            statement.executeUpdate();
        }
        try (var statement = connection.prepareStatement(FORGET)) {
            putScope(statement, 1, scope);
            statement.setString(3, invocation);
            statement.executeUpdate();
        }
    }

    /** See {@link io.opsbus.invocation.query.Invocations#usage}. */
    public static Map<InstanceId, Usage> read(Handle handle, Scope scope, Collection<InstanceId> instances) {
        Map<InstanceId, Usage> usage = new HashMap<>();
        try (var query = handle.createQuery(READ)) {
            query.bind("ids", instances.stream().map(InstanceId::text).toArray(String[]::new))
                    .bind("account", scope.account().text())
                    .bind("region", scope.region().text())
                    .map((row, _) -> usage.put(
                            new InstanceId(row.getString(1)),
                            new Usage(
                                    row.getInt(2),
                                    row.getInt(4),
                                    row.getTimestamp(3).toInstant())))
                    .list();
        }
        return usage;
    }

    private static void putScope(PreparedStatement statement, int first, Scope scope) throws SQLException {
        statement.setString(first, scope.account().text());
        statement.setString(first + 1, scope.region().text());
    }
}
