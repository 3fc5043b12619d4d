package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.redrive.Redrives;
import io.opsbus.notifier.store.sql.Conditions;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Jobs in the table {@code redrives}; they move rows from {@code dead_letters} to {@code parked}. */
public final class PostgresRedrives implements Redrives {
    private static final String BEGIN = """
            insert into redrives (id, account, event, rule, target, silence, reason, since, until, rate, state, total, moved, reached,
                last, paced_to, started_at, ended_at, by_operator)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?) returning *""";

    private static final String FIND = "select * from redrives where id = ? and account = ?";

    private static final String STOP = """
            update redrives set state = 'stopped', ended_at = ? where id = ? and account = ? and state = 'running'""";

    /**
     * Who works on a job is alone with it; the others pass it over. Only those whose rate leaves something, and who has waited the longest first: however
     * many there are, each has its turn.
     */
    private static final String RUNNING = """
            select * from redrives where state = 'running' and paced_to + interval '1 second' / rate <= ?
            order by paced_to + interval '1 second' / rate, id limit 64 for update skip locked""";

    private static final String REACHED = """
            update redrives set moved = moved + ?, reached = greatest(reached, ?), paced_to = ?, state = ?, ended_at = ? where id = ?""";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresRedrives(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public Optional<Redrive> begin(Redrive.Id id, Order order, int most, Instant now) {
        return database.transaction(connection -> {
            // whoever is writing letters at this moment ends first: a place is given out before its row can be seen;
            // and whoever begins one likewise, so that they are counted and none is begun twice
            try (var lock = connection.createStatement()) {
                lock.execute("lock table dead_letters in share row exclusive mode");
            }
            var account = order.wanted().filter().account();
            var known = find(connection, account, id);
            if (known.isPresent() || running(connection, account) >= most) {
                return known;
            }
            var meant = meant(connection, order.wanted());
            try (var statement = connection.prepareStatement(BEGIN)) {
                var filter = order.wanted().filter();
                statement.setString(1, id.value());
                statement.setString(2, filter.account().value());
                statement.setString(3, filter.event().orElse(null));
                statement.setString(4, filter.rule().orElse(null));
                statement.setString(5, filter.target().orElse(null));
                statement.setString(6, filter.silence().orElse(null));
                statement.setString(
                        7, order.wanted().reason().map(DeadReason::word).orElse(null));
                statement.setObject(8, filter.since().map(Database::time).orElse(null));
                statement.setObject(9, filter.until().map(Database::time).orElse(null));
                statement.setInt(10, order.rate());
                var empty = meant.count == 0;
                statement.setString(11, (empty ? Redrive.State.DONE : Redrive.State.RUNNING).word());
                statement.setLong(12, meant.count);
                statement.setLong(13, meant.last);
                statement.setObject(14, Database.time(now));
                statement.setObject(15, Database.time(now));
                statement.setObject(16, empty ? Database.time(now) : null);
                statement.setBoolean(17, order.wanted().byOperator());
                return Database.rows(statement, PostgresRedrives::redrive).stream()
                        .findFirst();
            }
        });
    }

    private static long running(Connection connection, AccountId account) throws SQLException {
        try (var statement =
                connection.prepareStatement("select count(*) from redrives where account = ? and state = 'running'")) {
            statement.setString(1, account.value());
            return Database.rows(statement, found -> found.getLong(1)).getFirst();
        }
    }

    private record Meant(long count, long last) {}

    private static Meant meant(Connection connection, Order.Wanted wanted) throws SQLException {
        var asked = PostgresDeadDeliveries.wanted(wanted);
        var sql = "select count(*), coalesce(max(place), 0) from dead_letters" + asked.where();
        try (var statement = connection.prepareStatement(sql)) {
            asked.fill(statement, 1);
            return Database.rows(statement, found -> new Meant(found.getLong(1), found.getLong(2)))
                    .getFirst();
        }
    }

    @Override
    public Optional<Redrive> find(AccountId account, Redrive.Id id) {
        return database.run(FIND, (_, statement) -> found(statement, account, id));
    }

    private static Optional<Redrive> find(Connection connection, AccountId account, Redrive.Id id) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            return found(statement, account, id);
        }
    }

    private static Optional<Redrive> found(PreparedStatement statement, AccountId account, Redrive.Id id)
            throws SQLException {
        statement.setString(1, id.value());
        statement.setString(2, account.value());
        return Database.rows(statement, PostgresRedrives::redrive).stream().findFirst();
    }

    @Override
    public List<Redrive> of(AccountId account, Optional<Redrive.Place> after, int limit) {
        var asked = new Conditions().and("account = ?", account.value());
        after.ifPresent(place -> asked.and(
                "(started_at, id) < (?, ?)",
                Database.time(place.startedAt()),
                place.id().value()));
        var sql = "select * from redrives" + asked.where() + " order by started_at desc, id desc limit ?";
        return database.run(sql, (_, statement) -> {
            statement.setInt(asked.fill(statement, 1), limit);
            return Database.rows(statement, PostgresRedrives::redrive);
        });
    }

    @Override
    public Optional<Redrive> stop(AccountId account, Redrive.Id id, Instant now) {
        database.run(STOP, (_, statement) -> {
            statement.setObject(1, Database.time(now));
            statement.setString(2, id.value());
            statement.setString(3, account.value());
            return statement.executeUpdate();
        });
        return find(account, id);
    }

    /** A job and where it stands. */
    private record Standing(Redrive redrive, Move.Span span, Instant pacedTo) {}

    @Override
    public void step(Instant now) {
        database.transaction(connection -> {
            List<Standing> running;
            try (var statement = connection.prepareStatement(RUNNING)) {
                statement.setObject(1, Database.time(now));
                running = Database.rows(statement, PostgresRedrives::standing);
            }
            for (var one : running) {
                step(connection, one, now);
            }
            return running.size();
        });
    }

    private static void step(Connection connection, Standing standing, Instant now) throws SQLException {
        var order = standing.redrive.order();
        var leave = order.leave(standing.pacedTo, now);
        if (leave.count() == 0) {
            return;
        }
        var moved = Move.some(connection, order.wanted(), standing.span, leave.count(), now);
        var over = moved.count() < leave.count();
        try (var statement = connection.prepareStatement(REACHED)) {
            statement.setLong(1, moved.count());
            statement.setLong(2, moved.last());
            statement.setObject(3, Database.time(leave.pacedTo()));
            statement.setString(4, (over ? Redrive.State.DONE : Redrive.State.RUNNING).word());
            statement.setObject(5, over ? Database.time(now) : null);
            statement.setString(6, standing.redrive.id().value());
            statement.executeUpdate();
        }
    }

    @Override
    public void forget(Instant before) {
        database.run("delete from redrives where ended_at < ?", (_, statement) -> {
            statement.setObject(1, Database.time(before));
            return statement.executeUpdate();
        });
    }

    private static Standing standing(ResultSet found) throws SQLException {
        var span = new Move.Span(found.getLong("reached"), found.getLong("last"));
        return new Standing(redrive(found), span, time(found, "paced_to").orElseThrow());
    }

    private static Redrive redrive(ResultSet found) throws SQLException {
        var filter = new Filter(
                new AccountId(found.getString("account")),
                Optional.ofNullable(found.getString("event")),
                Optional.ofNullable(found.getString("rule")),
                Optional.ofNullable(found.getString("target")),
                Optional.ofNullable(found.getString("silence")),
                time(found, "since"),
                time(found, "until"));
        var reason = Optional.ofNullable(found.getString("reason")).flatMap(DeadReason::of);
        return new Redrive(
                new Redrive.Id(found.getString("id")),
                new Order(new Order.Wanted(filter, reason, found.getBoolean("by_operator")), found.getInt("rate")),
                Redrive.State.valueOf(found.getString("state").toUpperCase(Locale.ROOT)),
                found.getLong("total"),
                found.getLong("moved"),
                time(found, "started_at").orElseThrow(),
                time(found, "ended_at"));
    }

    private static Optional<Instant> time(ResultSet found, String column) throws SQLException {
        @Nullable OffsetDateTime at = found.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
