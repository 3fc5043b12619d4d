package io.opsbus.notifier.store.pace;

import static io.opsbus.notifier.store.sql.Database.time;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Counts in the tables {@code tallies} and {@code alarms}; a rule's row is locked while one of its events is counted. */
public final class PostgresTallies implements Tallies {
    private static final String LOCK = """
            insert into alarms (counter, account, rule, at, until, count, text, told)
            values (?, ?, ?, ?, '-infinity', 0, '', true)
            on conflict (counter) do update set rule = excluded.rule returning until <= ?""";
    private static final String REACHED = """
            update alarms set at = ?, until = ?, count = ?, text = ?, told = false where counter = ?""";

    /** As many as there are events for each rule that counts them: so not all in one statement. */
    private static final String FORGET = """
            delete from tallies where ctid = any(array(select ctid from tallies where at < ? order by at limit ?))""";

    private static final int BATCH = 1000;

    private final Database database;

    /** @param source of connections */
    public PostgresTallies(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public Optional<Full> count(Counter counter, Mark mark, int times, Duration period, Instant now) {
        return database.transaction(connection -> {
            var isOpen = lock(connection, counter, now);
            if (!add(connection, counter, mark, now) || !isOpen) {
                return Optional.empty();
            }
            var count = sum(connection, counter, now.minus(period));
            if (count < times) {
                return Optional.empty();
            }
            var full = new Full(counter, now, count, mark.text());
            reached(connection, full, now.plus(period));
            return Optional.of(full);
        });
    }

    /** Whether the last time is long enough ago. */
    private static boolean lock(Connection connection, Counter counter, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, counter.id());
            statement.setString(2, counter.account().value());
            statement.setString(3, counter.rule());
            statement.setObject(4, time(now));
            statement.setObject(5, time(now));
            try (var found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private static boolean add(Connection connection, Counter counter, Mark mark, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into tallies (counter, event, at) values (?, ?, ?) on conflict (counter, event) do nothing")) {
            statement.setString(1, counter.id());
            statement.setObject(2, mark.event());
            statement.setObject(3, time(now));
            return statement.executeUpdate() == 1;
        }
    }

    private static long sum(Connection connection, Counter counter, Instant after) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from tallies where counter = ? and at > ?")) {
            statement.setString(1, counter.id());
            statement.setObject(2, time(after));
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    private static void reached(Connection connection, Full full, Instant until) throws SQLException {
        try (var statement = connection.prepareStatement(REACHED)) {
            statement.setObject(1, time(full.at()));
            statement.setObject(2, time(until));
            statement.setLong(3, full.count());
            statement.setString(4, full.text());
            statement.setString(5, full.counter().id());
            statement.executeUpdate();
        }
    }

    @Override
    public void told(Full full) {
        database.run("update alarms set told = true where counter = ? and at = ?", (_, statement) -> {
            statement.setString(1, full.counter().id());
            statement.setObject(2, time(full.at()));
            return statement.executeUpdate();
        });
    }

    @Override
    public List<Full> untold(Instant before) {
        return database.run("select * from alarms where not told and at < ? order by at", (_, statement) -> {
            statement.setObject(1, time(before));
            return Database.rows(statement, PostgresTallies::full);
        });
    }

    private static Full full(ResultSet found) throws SQLException {
        var counter = new Counter(
                found.getString("counter"), new AccountId(found.getString("account")), found.getString("rule"));
        return new Full(counter, found.getTimestamp("at").toInstant(), found.getLong("count"), found.getString("text"));
    }

    @Override
    public int forget(Instant before) {
        database.run("delete from alarms where told and until < ?", (_, statement) -> {
            statement.setObject(1, time(before));
            return statement.executeUpdate();
        });
        var all = 0;
        int some;
        do {
            some = database.run(FORGET, (_, statement) -> {
                statement.setObject(1, time(before));
                statement.setInt(2, BATCH);
                return statement.executeUpdate();
            });
            all += some;
        } while (some == BATCH);
        return all;
    }
}
