package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Stops;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Stops in the table {@code stops}; an empty account stands for everybody's. */
public final class PostgresStops implements Stops {
    private static final String BEGIN = """
            insert into stops (account, since, why) values (?, ?, ?) on conflict (account) where ending_at is null do nothing""";

    private static final String END = """
            update stops set ending_at = greatest(since, ?) where account = ? and ending_at is null""";

    /** One process at a time lets go; the others pass by. */
    private static final String ENDING = """
            select id, account, since, ending_at, reached from stops where ending_at is not null
            order by id limit 1 for update skip locked""";

    /** What else holds a row counts for the time from when it began. */
    private static final String LET_GO = """
            with part as (
                select q.id from parked q where (? = '' or q.account = ?) and q.id > ? order by q.id limit ?),
            moved as (
                update parked p set routed_at = p.routed_at + greatest(interval '0', least(?, (
                        select min(o.since) from (
                            select h.since from held_targets h where h.target = p.target
                            union all
                            select s.since from stops s
                            where s.ending_at is null and (s.account = '' or s.account = p.account)) o))
                    - greatest(p.routed_at, ?))
                from part where p.id = part.id)
            select id from part order by id""";

    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresStops(DataSource source) {
        this.database = new Database(source);
    }

    private static String account(Stop.Scope scope) {
        return switch (scope) {
            case Stop.Scope.Everything() -> "";
            case Stop.Scope.OfAccount(var account) -> account.value();
        };
    }

    @Override
    public List<Stop> all() {
        return database.run(
                "select * from stops order by id", (_, statement) -> Database.rows(statement, PostgresStops::stop));
    }

    private static Stop stop(ResultSet found) throws SQLException {
        var account = found.getString("account");
        return new Stop(
                account.isEmpty() ? new Stop.Scope.Everything() : new Stop.Scope.OfAccount(new AccountId(account)),
                time(found, "since"),
                found.getString("why"),
                found.getObject("ending_at") != null);
    }

    private static Instant time(ResultSet found, String column) throws SQLException {
        return found.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public boolean begin(Stop.Scope scope, String why, Instant now) {
        return database.run(BEGIN, (_, statement) -> {
            statement.setString(1, account(scope));
            statement.setObject(2, Database.time(now));
            statement.setString(3, why);
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public boolean end(Stop.Scope scope, Instant now) {
        return database.run(END, (_, statement) -> {
            statement.setObject(1, Database.time(now));
            statement.setString(2, account(scope));
            return statement.executeUpdate() == 1;
        });
    }

    /** A stop that ends, and how far it has come: rows behind {@code reached} still wait. */
    private record Ending(long id, String account, Instant since, Instant at, UUID reached) {
        static Ending read(ResultSet found) throws SQLException {
            return new Ending(
                    found.getLong("id"),
                    found.getString("account"),
                    time(found, "since"),
                    time(found, "ending_at"),
                    Optional.ofNullable(found.getObject("reached", UUID.class)).orElse(FIRST));
        }
    }

    /** Rows and how far it has come are one transaction: after a kill each row is let go once all the same. */
    @Override
    public boolean letGo(int limit) {
        return database.transaction(connection -> {
            try (var asked = connection.prepareStatement(ENDING)) {
                var ending = Database.rows(asked, Ending::read);
                if (ending.isEmpty()) {
                    return false;
                }
                letGo(connection, ending.getFirst(), limit);
                return true;
            }
        });
    }

    private static void letGo(Connection connection, Ending stop, int limit) throws SQLException {
        List<UUID> gone;
        try (var statement = connection.prepareStatement(LET_GO)) {
            statement.setString(1, stop.account());
            statement.setString(2, stop.account());
            statement.setObject(3, stop.reached());
            statement.setInt(4, limit);
            statement.setObject(5, Database.time(stop.at()));
            statement.setObject(6, Database.time(stop.since()));
            gone = Database.rows(statement, found -> found.getObject(1, UUID.class));
        }
        if (gone.size() < limit) {
            one(connection, "delete from stops where id = ?", statement -> statement.setLong(1, stop.id()));
        } else {
            one(connection, "update stops set reached = ? where id = ?", statement -> {
                statement.setObject(1, gone.getLast());
                statement.setLong(2, stop.id());
            });
        }
    }

    @FunctionalInterface
    private interface Filling {
        void of(PreparedStatement statement) throws SQLException;
    }

    private static void one(Connection connection, String sql, Filling filling) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            filling.of(statement);
            statement.executeUpdate();
        }
    }

    @Override
    public long waiting(Stop.Scope scope) {
        return database.run("select count(*) from parked where ? = '' or account = ?", (_, statement) -> {
            statement.setString(1, account(scope));
            statement.setString(2, account(scope));
            return Database.rows(statement, found -> found.getLong(1)).getFirst();
        });
    }
}
