package io.opsbus.notifier.store.consent;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Consents in the table {@code webhook_consents}. */
public final class PostgresConsents implements Consents {
    private static final String GIVEN = """
            select c.* from webhook_consents c join unnest(?::text[], ?::text[]) as w (account, mark)
                on c.account = w.account and c.mark = w.mark
            where c.given""";

    private static final String FIND = "select * from webhook_consents where account = ? and mark = ?";

    private static final String NEW = """
            insert into webhook_consents (account, mark, next_at)
            select w.account, w.mark, ? from unnest(?::text[], ?::text[]) as w (account, mark) order by 1, 2
            on conflict (account, mark) do nothing""";

    private static final String TAKE = """
            update webhook_consents c set next_at = ? from (
                select k.account, k.mark from webhook_consents k join unnest(?::text[], ?::text[]) as w (account, mark)
                    on k.account = w.account and k.mark = w.mark
                where not k.given and k.next_at <= ? order by k.next_at limit ? for update of k skip locked) x
            where c.account = x.account and c.mark = x.mark returning c.*""";

    private static final String HEARD = """
            insert into webhook_consents (account, mark, given, asked, at, next_at, said) values (?, ?, ?, ?, ?, ?, ?)
            on conflict (account, mark) do update set given = webhook_consents.given or excluded.given,
                asked = excluded.asked, at = excluded.at, next_at = excluded.next_at, said = excluded.said""";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresConsents(DataSource source) {
        this.database = new Database(source);
    }

    private static void name(Connection connection, PreparedStatement statement, int from, Collection<Receiver> all)
            throws SQLException {
        new Columns<>(connection, statement, List.copyOf(all))
                .from(from)
                .add("text", one -> one.account().value())
                .add("text", Receiver::mark);
    }

    private static Receiver receiver(ResultSet found) throws SQLException {
        return new Receiver(new AccountId(found.getString("account")), found.getString("mark"));
    }

    @Override
    public Set<Receiver> given(Collection<Receiver> of) {
        return database.run(GIVEN, (connection, statement) -> {
            name(connection, statement, 1, of);
            return Set.copyOf(Database.rows(statement, PostgresConsents::receiver));
        });
    }

    @Override
    public Consent find(Receiver receiver) {
        return database.run(FIND, (_, statement) -> {
            statement.setString(1, receiver.account().value());
            statement.setString(2, receiver.mark());
            return Database.rows(statement, PostgresConsents::consent).stream()
                    .findFirst()
                    .orElse(Consent.NONE);
        });
    }

    private static Consent consent(ResultSet found) throws SQLException {
        return new Consent(
                found.getBoolean("given"),
                found.getInt("asked"),
                time(found, "at"),
                time(found, "next_at"),
                found.getString("said"));
    }

    private static Optional<Instant> time(ResultSet found, String column) throws SQLException {
        return Optional.ofNullable(found.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public List<Receiver> take(Collection<Receiver> of, Instant now, Instant until, int limit) {
        database.run(NEW, (connection, statement) -> {
            statement.setObject(1, Database.time(now));
            name(connection, statement, 2, of);
            return statement.executeUpdate();
        });
        return database.run(TAKE, (connection, statement) -> {
            statement.setObject(1, Database.time(until));
            name(connection, statement, 2, of);
            statement.setObject(4, Database.time(now));
            statement.setInt(5, limit);
            return Database.rows(statement, PostgresConsents::receiver);
        });
    }

    /** Two who heard at the same time may count one asking: the next one comes sooner by it, and nothing else. */
    @Override
    public void heard(Receiver receiver, Consent.Answer answer, Instant now) {
        var after = find(receiver).after(answer, now);
        database.run(HEARD, (_, statement) -> {
            statement.setString(1, receiver.account().value());
            statement.setString(2, receiver.mark());
            statement.setBoolean(3, after.given());
            statement.setInt(4, after.asked());
            statement.setObject(5, Database.time(now));
            statement.setObject(6, after.next().map(Database::time).orElse(null));
            statement.setString(7, after.said());
            return statement.executeUpdate();
        });
    }
}
