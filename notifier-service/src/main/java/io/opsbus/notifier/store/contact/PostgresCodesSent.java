package io.opsbus.notifier.store.contact;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.contact.CodesSent;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** Codes in the table {@code contact_codes}; one at a time is counted, so that the count is exact. */
public final class PostgresCodesSent implements CodesSent {
    private static final String ALONE = "select pg_advisory_xact_lock(hashtext('contact_codes'))";

    private static final String FORGET = "delete from contact_codes where at <= ?";

    private static final String COUNT = """
            select (select count(*) from contact_codes where account = ?) + cardinality(m.marks) <= ?
                and not exists (select from unnest(m.marks) as w (mark) where
                    (select count(*) from contact_codes c where c.mark = w.mark) >= ?
                    or exists (select from contact_codes c where c.mark = w.mark and c.at > ?))
            from (select ?::text[]) as m (marks)""";

    private static final String TAKE = "insert into contact_codes (account, mark, at) select ?, unnest(?::text[]), ?";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresCodesSent(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public boolean take(AccountId account, Collection<String> marks, Instant now) {
        var all = List.copyOf(marks).toArray();
        return database.transaction(connection -> {
            try (var alone = connection.prepareStatement(ALONE);
                    var forget = connection.prepareStatement(FORGET)) {
                alone.execute();
                forget.setObject(1, Database.time(now.minus(DAY)));
                forget.executeUpdate();
            }
            return isFree(connection, account, all, now) && taken(connection, account, all, now);
        });
    }

    private static boolean isFree(Connection connection, AccountId account, Object[] marks, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, account.value());
            statement.setInt(2, OF_ACCOUNT);
            statement.setInt(3, TO_ONE);
            statement.setObject(4, Database.time(now.minus(APART)));
            statement.setArray(5, connection.createArrayOf("text", marks));
            return Database.rows(statement, found -> found.getBoolean(1)).getFirst();
        }
    }

    private static boolean taken(Connection connection, AccountId account, Object[] marks, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, account.value());
            statement.setArray(2, connection.createArrayOf("text", marks));
            statement.setObject(3, Database.time(now));
            return statement.executeUpdate() == marks.length;
        }
    }
}
