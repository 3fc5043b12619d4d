package io.opsbus.ledger.postgres;

import io.opsbus.ledger.Timer;
import io.opsbus.ledger.timer.Timers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The table {@code timers}. A claim is a lease, not an open transaction: the timer's change may set the same timer again
 * and must not wait for a row its own firing has locked.
 *
 * @param ledger the name given to {@link PostgresLedger}
 */
public record PostgresTimers(String ledger, DataSource source) implements Timers {

    @Override
    public List<Timer.Due> claim(Instant now, int max, Duration lease) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.prepareStatement("""
                    with due as (
                        select key from timers where ledger = ? and next_at <= ?
                        order by next_at, key limit ? for update skip locked),
                    taken as (
                        update timers t set next_at = ?, attempts = attempts + 1 from due
                        where t.ledger = ? and t.key = due.key
                        returning t.key, t.generation, t.due_at, t.payload, t.attempts)
                    select * from taken order by due_at, key""")) {
            statement.setString(1, ledger);
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setInt(3, max);
            statement.setTimestamp(4, Timestamp.from(now.plus(lease)));
            statement.setString(5, ledger);
            var due = new ArrayList<Timer.Due>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(due(rows));
                }
            }
            return due;
        }
    }

    private static Timer.Due due(ResultSet rows) throws SQLException {
        return new Timer.Due(
                rows.getString("key"),
                rows.getLong("generation"),
                rows.getTimestamp("due_at").toInstant(),
                rows.getString("payload"),
                rows.getInt("attempts"));
    }

    @Override
    public void done(List<Timer.Due> fired) throws SQLException {
        if (fired.isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection();
                var statement = connection.prepareStatement("""
                    delete from timers t using unnest(?::text[], ?::bigint[]) as fired (key, generation)
                    where t.ledger = ? and t.key = fired.key and t.generation = fired.generation""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", fired.stream().map(Timer.Due::key).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", fired.stream().map(Timer.Due::generation).toArray()));
            statement.setString(3, ledger);
            statement.executeUpdate();
        }
    }

    @Override
    public long overdue(Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement =
                        connection.prepareStatement("select count(*) from timers where ledger = ? and next_at <= ?")) {
            statement.setString(1, ledger);
            statement.setTimestamp(2, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
