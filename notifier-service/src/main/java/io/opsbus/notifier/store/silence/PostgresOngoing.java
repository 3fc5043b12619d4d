package io.opsbus.notifier.store.silence;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Where inhibitions are ongoing, in the table {@code ongoing_inhibitions}; each change is one statement. */
public final class PostgresOngoing implements Ongoing {
    private static final String BEGIN = """
            insert into ongoing_inhibitions as known (account, inhibition, resource, event, since, until) values (?, ?, ?, ?, ?, ?)
            on conflict (account, inhibition, resource) do update set event = excluded.event, until = excluded.until, ended = false,
                since = case when known.ended or known.until <= excluded.since then excluded.since else known.since end
            where known.event <> excluded.event""";

    private static final String END = """
            update ongoing_inhibitions set ended = true where account = ? and inhibition = ? and resource = ? and not ended""";

    private static final String ASKED = """
            select o.* from unnest(?::text[], ?::text[], ?::text[]) with ordinality as asked (account, inhibition, resource, place)
            join ongoing_inhibitions o using (account, inhibition, resource)
            where not o.ended and o.until > ? order by asked.place limit 1""";

    private static final String OF = """
            select * from ongoing_inhibitions where account = ? and inhibition = ? and not ended and until > ?
            order by resource collate "C" limit ?""";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresOngoing(DataSource source) {
        this.database = new Database(source);
    }

    private static void name(PreparedStatement statement, Place place) throws SQLException {
        statement.setString(1, place.account().value());
        statement.setString(2, place.inhibition());
        statement.setString(3, place.resource());
    }

    @Override
    public void begin(Place place, Span span) {
        database.run(BEGIN, (_, statement) -> {
            name(statement, place);
            statement.setObject(4, span.event());
            statement.setObject(5, Database.time(span.since()));
            statement.setObject(6, Database.time(span.until()));
            return statement.executeUpdate();
        });
    }

    @Override
    public void end(Place place) {
        database.run(END, (_, statement) -> {
            name(statement, place);
            return statement.executeUpdate();
        });
    }

    @Override
    public Optional<Place> first(List<Place> asked, Instant now) {
        return database.run(ASKED, (connection, statement) -> {
            new Columns<>(connection, statement, asked)
                    .add("text", place -> place.account().value())
                    .add("text", Place::inhibition)
                    .add("text", Place::resource);
            statement.setObject(4, Database.time(now));
            return Database.rows(statement, PostgresOngoing::going).stream()
                    .map(Going::place)
                    .findFirst();
        });
    }

    @Override
    public List<Going> of(AccountId account, String inhibition, Instant now, int limit) {
        return database.run(OF, (_, statement) -> {
            statement.setString(1, account.value());
            statement.setString(2, inhibition);
            statement.setObject(3, Database.time(now));
            statement.setInt(4, limit);
            return Database.rows(statement, PostgresOngoing::going);
        });
    }

    @Override
    public int forget(Instant before) {
        return database.run("delete from ongoing_inhibitions where until < ?", (_, statement) -> {
            statement.setObject(1, Database.time(before));
            return statement.executeUpdate();
        });
    }

    private static Going going(ResultSet found) throws SQLException {
        return new Going(
                new Place(
                        new AccountId(found.getString("account")),
                        found.getString("inhibition"),
                        found.getString("resource")),
                new Span(
                        found.getObject("event", UUID.class),
                        found.getObject("since", OffsetDateTime.class).toInstant(),
                        found.getObject("until", OffsetDateTime.class).toInstant()));
    }
}
