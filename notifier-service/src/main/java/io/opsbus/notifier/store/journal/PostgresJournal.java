package io.opsbus.notifier.store.journal;

import static java.util.Objects.requireNonNullElse;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Search;
import io.opsbus.notifier.journal.Status;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Conditions;
import io.opsbus.notifier.store.sql.Database;
import io.opsbus.notifier.store.sql.Trim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/** Attempts in the table {@code attempts}. */
public final class PostgresJournal implements Journal {
    private static final int NANOS = 1000;

    private static final String KEEP = """
            insert into attempts (started_at, delivery, number, account, subscription, rule, target, event_id, event_name,
                status, outcome, http_status, took_micros, said, silence, version,
                made_with, kept_at)
            select t.*, ? from unnest(?::timestamptz[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[]) as t
            on conflict do nothing""";

    /** The oldest lie together by their places. */
    private static final String FORGET = """
            delete from attempts where place in (
                select place from (select place, kept_at from attempts order by place limit ?) oldest where kept_at < ?)""";

    private static final Trim TRIM = new Trim(
            "attempts",
            new Trim.Column("started_at", "timestamptz"),
            new Trim.Column("delivery", "uuid"),
            new Trim.Column("number", "int"));

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresJournal(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public void keep(List<Entry> entries, Instant now) {
        if (entries.isEmpty()) {
            return;
        }
        database.run(KEEP, (connection, statement) -> {
            statement.setObject(1, Database.time(now));
            new Columns<>(connection, statement, entries)
                    .from(2)
                    .add("timestamptz", entry -> entry.place().startedAt().toString())
                    .add("uuid", entry -> entry.place().delivery().value())
                    .add("int", entry -> entry.place().number())
                    .add("text", entry -> entry.subject().account().value())
                    .add("text", entry -> entry.subject().subscription().value())
                    .add("text", entry -> entry.subject().rule())
                    .add("text", entry -> entry.subject().target().value())
                    .add("text", entry -> entry.subject().eventId())
                    .add("text", entry -> entry.subject().eventName())
                    .add("text", entry -> entry.result().status().word())
                    .add("text", entry -> entry.result().outcome())
                    .addNullable("int", entry -> boxed(entry.result().httpStatus()))
                    .add("bigint", entry -> entry.result().took().toNanos() / NANOS)
                    .add("text", entry -> entry.result().said())
                    .addNullable("text", entry -> asked(entry.subject().silence()))
                    .addNullable("bigint", entry -> known(entry.subject().version()))
                    .addNullable("bigint", entry -> known(entry.result().madeWith()));
            return statement.executeUpdate();
        });
    }

    private static Optional<Long> known(long version) {
        return version == 0 ? Optional.empty() : Optional.of(version);
    }

    private static Optional<String> asked(String silence) {
        return silence.isEmpty() ? Optional.empty() : Optional.of(silence);
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    @Override
    public List<Entry> find(Search search, Optional<Place> after, int limit) {
        var asked = Conditions.of(search.filter(), "started_at");
        search.status().ifPresent(one -> asked.and("status = ?", one.word()));
        search.delivery().ifPresent(one -> asked.and("delivery = ?", one.value()));
        search.events().ifPresent(ids -> asked.and("event_id = any(?)", (Object) ids.toArray(String[]::new)));
        after.ifPresent(place -> asked.and(
                "(started_at, delivery, number) < (?, ?, ?)",
                Database.time(place.startedAt()),
                place.delivery().value(),
                place.number()));
        var sql = "select * from attempts" + asked.where()
                + " order by started_at desc, delivery desc, number desc limit ?";
        return database.run(sql, (_, statement) -> {
            statement.setInt(asked.fill(statement, 1), limit);
            return Database.rows(statement, PostgresJournal::entry);
        });
    }

    private static Entry entry(ResultSet found) throws SQLException {
        var status = found.getInt("http_status");
        return new Entry(
                new Place(
                        found.getObject("started_at", OffsetDateTime.class).toInstant(),
                        new DeliveryId(found.getObject("delivery", UUID.class)),
                        found.getInt("number")),
                new Entry.Subject(
                        new AccountId(found.getString("account")),
                        new SubscriptionId(found.getString("subscription")),
                        found.getString("rule"),
                        new TargetId(found.getString("target")),
                        found.getString("event_id"),
                        found.getString("event_name"),
                        requireNonNullElse(found.getString("silence"), ""),
                        found.getLong("version")),
                new Entry.Result(
                        Status.of(found.getString("status")).orElseThrow(),
                        found.getString("outcome"),
                        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                        Duration.ofNanos(found.getLong("took_micros") * NANOS),
                        found.getString("said"),
                        found.getLong("made_with")));
    }

    @Override
    public int forgetBefore(Instant before, int batch) {
        return database.run(FORGET, (_, statement) -> {
            statement.setInt(1, batch);
            statement.setObject(2, Database.time(before));
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
