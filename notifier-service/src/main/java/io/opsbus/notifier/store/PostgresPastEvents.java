package io.opsbus.notifier.store;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventKind;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import io.opsbus.notifier.store.sql.Trim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Past events in the table {@code past_events}. */
public final class PostgresPastEvents implements PastEvents {
    private static final String WHERE = """
            where account = ? and is_custom = ? and event_time >= ? and event_time < ?
              and (? = '' or upper(product) = upper(?)) and (? = '' or lower(name) = lower(?))
              and (? = '' or upper(level) = upper(?)) and (? = '' or lower(kind) = lower(?))
              and (? = '' or lower(status) = lower(?)) and (? = '' or position(lower(?) in lower(json)) > 0)
              and (? = '' or id = ?)
              and (? or resource = any(?))""";

    /** One statement a batch: a statement a row cost the database a third more a delivery. */
    private static final String KEEP = """
            insert into past_events (kept_at, account, key, is_custom, event_time, id, name, level, product, region,
                resource_arn, resource, status, kind, json)
            select ?, t.* from unnest(?::text[], ?::uuid[], ?::bool[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as t
            on conflict (account, key) do nothing""";

    private static final String FORGET = """
            delete from past_events where ctid = any(array(
                select ctid from past_events where kept_at < ? order by kept_at limit ?))""";

    private static final Trim TRIM =
            new Trim("past_events", new Trim.Column("event_time", "timestamptz"), new Trim.Column("place", "bigint"));

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private final Database database;

    /** @param source of connections */
    public PostgresPastEvents(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public void keep(List<PastEvent> events, Instant now) {
        database.run(KEEP, (connection, statement) -> {
            statement.setObject(1, Database.time(now));
            new Columns<>(connection, statement, events)
                    .from(2)
                    .add("text", past -> past.event().account().value())
                    .add("uuid", PastEvent::key)
                    .add("bool", PastEvent::isCustom)
                    .add(
                            "timestamptz",
                            past -> storable(past.event().eventTime()).toString())
                    .add("text", past -> past.event().id())
                    .add("text", past -> past.event().name())
                    .add("text", past -> past.event().level().name())
                    .add("text", past -> past.event().product())
                    .add("text", PastEvent::region)
                    .add("text", past -> past.event().resourceArn())
                    .add("text", past -> past.event().resource())
                    .add("text", past -> past.event().status().orElse(""))
                    .add(
                            "text",
                            past -> EventCatalogue.kind(past.event().name())
                                    .map(EventKind::word)
                                    .orElse(""))
                    .add("text", PastEvent::json);
            return statement.executeUpdate();
        });
    }

    /** PostgreSQL knows no year 0. */
    private static Instant storable(Instant time) {
        return time.isBefore(FIRST) ? FIRST : time;
    }

    /** Fills in the conditions; returns the number of the next parameter. */
    private static int filter(Connection connection, PreparedStatement statement, Query query) throws SQLException {
        var words = query.words();
        statement.setString(1, query.account().value());
        statement.setBoolean(2, query.isCustom());
        statement.setObject(3, Database.time(query.from().orElse(FIRST)));
        statement.setObject(4, Database.time(query.to().orElse(LAST)));
        var at = 5;
        for (var word : List.of(
                words.product(),
                words.name(),
                words.level(),
                words.kind(),
                words.status(),
                words.keyword(),
                words.id())) {
            statement.setString(at++, word);
            statement.setString(at++, word);
        }
        statement.setBoolean(at++, query.resources().isEmpty());
        statement.setArray(
                at++,
                connection.createArrayOf(
                        "text",
                        query.resources().map(ids -> ids.toArray(String[]::new)).orElse(new String[0])));
        return at;
    }

    @Override
    public List<PastEvent> find(Query query, long offset, int limit) {
        var sql = "select * from past_events " + WHERE + " order by event_time desc, place desc offset ? limit ?";
        return database.run(sql, (connection, statement) -> {
            var at = filter(connection, statement, query);
            statement.setLong(at, offset);
            statement.setInt(at + 1, limit);
            return Database.rows(statement, PostgresPastEvents::read);
        });
    }

    @Override
    public Optional<Place> before(Query query, int most) {
        var sql = "select event_time, place from past_events " + WHERE
                + " order by event_time desc, place desc offset ? limit 1";
        return database.run(sql, (connection, statement) -> {
            statement.setInt(filter(connection, statement, query), most);
            return Database.rows(statement, PostgresPastEvents::place).stream().findFirst();
        });
    }

    private static Place place(ResultSet found) throws SQLException {
        return new Place(found.getObject("event_time", OffsetDateTime.class).toInstant(), found.getLong("place"));
    }

    @Override
    public Part after(Query query, Optional<Place> place, int limit) {
        var sql = "select * from past_events " + WHERE + (place.isPresent() ? " and (event_time, place) > (?, ?)" : "")
                + " order by event_time, place limit ?";
        return database.run(sql, (connection, statement) -> {
            var at = filter(connection, statement, query);
            if (place.isPresent()) {
                statement.setObject(at++, Database.time(place.get().time()));
                statement.setLong(at++, place.get().number());
            }
            statement.setInt(at, limit);
            var events = new ArrayList<PastEvent>();
            var last = Optional.<Place>empty();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    events.add(read(found));
                    last = Optional.of(place(found));
                }
            }
            return new Part(events, last);
        });
    }

    private static PastEvent read(ResultSet found) throws SQLException {
        var status = found.getString("status");
        var event = new Event(
                new AccountId(found.getString("account")),
                found.getString("id"),
                found.getString("name"),
                Level.valueOf(found.getString("level")),
                found.getString("product"),
                found.getString("resource_arn"),
                found.getObject("event_time", OffsetDateTime.class).toInstant(),
                status.isEmpty() ? Optional.empty() : Optional.of(status));
        return PastEvent.of(
                found.getObject("key", UUID.class),
                found.getBoolean("is_custom"),
                event,
                found.getString("region"),
                found.getString("json"));
    }

    @Override
    public List<Tally> count(Query query, int limit) {
        var sql = "select sorts.*, (select json from past_events where place = newest) as json from ("
                + "select product, name, level, region, resource, status, count(*) as num,"
                + " max(event_time) as last, max(place) as newest"
                + " from past_events " + WHERE
                + " group by product, name, level, region, resource, status"
                + " order by num desc, name limit ?) sorts order by num desc, name";
        return database.run(sql, (connection, statement) -> {
            statement.setInt(filter(connection, statement, query), limit);
            return Database.rows(statement, PostgresPastEvents::tally);
        });
    }

    private static Tally tally(ResultSet found) throws SQLException {
        return new Tally(
                found.getString("product"),
                found.getString("name"),
                Level.valueOf(found.getString("level")),
                found.getString("region"),
                found.getString("resource"),
                found.getString("status"),
                found.getLong("num"),
                found.getObject("last", OffsetDateTime.class).toInstant(),
                found.getString("json"));
    }

    @Override
    public int forgetBefore(Instant before, int batch) {
        return database.run(FORGET, (_, statement) -> {
            statement.setObject(1, Database.time(before));
            statement.setInt(2, batch);
            return statement.executeUpdate();
        });
    }

    @Override
    public Map<AccountId, Long> sizes() {
        return TRIM.sizes(database);
    }

    @Override
    public long forgetBeyond(AccountId account, long most, int batch) {
        return TRIM.beyond(database, account, most, batch);
    }
}
