package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Puts letters back among the parked, in one statement. */
final class Move {
    private Move() {}

    /** Places after the first, up to and with the last. */
    record Span(long after, long last) {}

    /** How many, and the place of the last one; 0 when there was none. */
    record Moved(long count, long last) {}

    /** Moves at most {@code limit}; their age counts from {@code now} again. */
    static Moved some(Connection connection, Order.Wanted wanted, Span span, int limit, Instant now)
            throws SQLException {
        var asked = PostgresDeadDeliveries.wanted(wanted);
        try (var statement = connection.prepareStatement(sql(asked.where()))) {
            var at = asked.fill(statement, 1);
            statement.setLong(at, span.after());
            statement.setLong(at + 1, span.last());
            statement.setInt(at + 2, limit);
            for (var time = at + 3; time <= at + 5; time++) {
                statement.setObject(time, Database.time(now));
            }
            return Database.rows(statement, found -> new Moved(found.getLong(1), found.getLong(2)))
                    .getFirst();
        }
    }

    /** What is on its way already, by whatever way it came there, is not doubled; its letter is marked all the same. */
    private static String sql(String where) {
        return "with chosen as (select * from dead_letters" + where + """
                 and place > ? and place <= ? order by place limit ? for update),
            put as (
                insert into parked (id, target, subscription, subscription_version, account, event_id, event_name, traceparent,
                    routed_at, body, attempts, due_at, lease, recipients, hops, redriven)
                select id, target, subscription, subscription_version, account, event_id, event_name, traceparent,
                    ?, body, attempts, ?, 1, recipients, hops, true from chosen
                on conflict (id) do nothing),
            marked as (
                update dead_letters d set redriven_at = ? from chosen where d.id = chosen.id)
            select count(*), coalesce(max(place), 0) from chosen""";
    }
}
