package io.opsbus.notifier.store.budget;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.store.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/** Spending in the table {@code sms_days}; each call is one statement, so the row's lock makes the count exact. */
public final class PostgresSpending implements Spending {
    private static final String TAKE = """
            insert into sms_days as d (account, day, parts) select ?, ?, ? where ? <= ?
            on conflict (account, day) do update set parts = d.parts + excluded.parts
                where d.parts + excluded.parts <= ?""";

    private static final String SPENT = """
            insert into sms_days as d (account, day, parts, spent_at) values (?, ?, 0, ?)
            on conflict (account, day) do update set spent_at = coalesce(d.spent_at, excluded.spent_at)""";

    private static final String GIVE_BACK = """
            update sms_days set parts = greatest(0, parts - ?) where account = ? and day = ?""";

    private static final String UNTOLD = """
            update sms_days set telling_until = ? where (account, day) in (
                select account, day from sms_days where spent_at is not null and not told
                    and (telling_until is null or telling_until <= ?) for update skip locked)
            returning *""";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresSpending(DataSource source) {
        this.database = new Database(source);
    }

    private static void name(PreparedStatement statement, int from, Day day) throws SQLException {
        statement.setString(from, day.account().value());
        statement.setObject(from + 1, day.date());
    }

    @Override
    public boolean take(Day day, int parts, long most, Instant now) {
        boolean taken = database.run(TAKE, (_, statement) -> {
            name(statement, 1, day);
            statement.setLong(3, parts);
            statement.setLong(4, parts);
            statement.setLong(5, most);
            statement.setLong(6, most);
            return statement.executeUpdate() == 1;
        });
        if (!taken) {
            database.run(SPENT, (_, statement) -> {
                name(statement, 1, day);
                statement.setObject(3, Database.time(now));
                return statement.executeUpdate();
            });
        }
        return taken;
    }

    @Override
    public void giveBack(Day day, int parts) {
        database.run(GIVE_BACK, (_, statement) -> {
            statement.setLong(1, parts);
            name(statement, 2, day);
            return statement.executeUpdate();
        });
    }

    @Override
    public List<Spent> untold(Instant now, Instant until) {
        return database.run(UNTOLD, (_, statement) -> {
            statement.setObject(1, Database.time(until));
            statement.setObject(2, Database.time(now));
            return Database.rows(statement, PostgresSpending::spent);
        });
    }

    private static Spent spent(ResultSet found) throws SQLException {
        var day = new Day(new AccountId(found.getString("account")), found.getObject("day", LocalDate.class));
        return new Spent(
                day,
                found.getLong("parts"),
                found.getObject("spent_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public void told(Day day) {
        database.run("update sms_days set told = true where account = ? and day = ?", (_, statement) -> {
            name(statement, 1, day);
            return statement.executeUpdate();
        });
    }

    @Override
    public void forget(LocalDate before) {
        database.run("delete from sms_days where day < ?", (_, statement) -> {
            statement.setObject(1, before);
            return statement.executeUpdate();
        });
    }
}
