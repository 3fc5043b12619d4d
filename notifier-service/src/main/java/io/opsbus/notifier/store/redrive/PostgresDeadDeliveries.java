package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Conditions;
import io.opsbus.notifier.store.sql.Database;
import io.opsbus.notifier.store.sql.Trim;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Dead deliveries in the table {@code dead_letters}. */
public final class PostgresDeadDeliveries implements DeadDeliveries {
    private static final String KEEP = """
            insert into dead_letters (id, account, subscription, subscription_version, rule, target, event_id, event_name,
                traceparent, body, reason, silence, attempts, at, recipients, hops, kept_at)
            select t.*, ? from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::bytea[], ?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::int[]) as t
            on conflict (id) do update set place = default, rule = excluded.rule, reason = excluded.reason,
                silence = excluded.silence, attempts = excluded.attempts, recipients = excluded.recipients, at = excluded.at,
                kept_at = excluded.kept_at, redriven_at = null
            where dead_letters.at < excluded.at""";

    private static final String FORGET = """
            delete from dead_letters where ctid = any(array(
                select ctid from dead_letters where kept_at < ? order by kept_at limit ?))""";

    /** As its index has it. */
    private static final String WORTH =
            "(case when redriven_at is not null then 0 when reason = 'Silenced' then 1 else 2 end)";

    private static final Trim TRIM =
            new Trim("dead_letters", new Trim.Column(WORTH, "int"), new Trim.Column("place", "bigint"));

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresDeadDeliveries(DataSource source) {
        this.database = new Database(source);
    }

    /** What of the dead is meant and lies still. */
    static Conditions wanted(Order.Wanted wanted) {
        var conditions = Conditions.of(wanted.filter(), "at").and("redriven_at is null");
        wanted.reason().ifPresent(reason -> conditions.and("reason = ?", reason.word()));
        if (wanted.reason().isEmpty() && !wanted.meansSilenced()) {
            conditions.and("reason <> ?", DeadReason.SILENCED.word());
        }
        if (!wanted.byOperator()) {
            conditions.and("rule <> '' and reason <> ?", DeadReason.SILENCED.word());
        }
        return conditions;
    }

    @Override
    public void keep(List<DeadDelivery> all, Instant now) {
        // one statement cannot change a row twice: of several deaths of one delivery the last counts
        var latest = new LinkedHashMap<Object, DeadDelivery>();
        all.forEach(one -> latest.merge(
                one.delivery().id(), one, (before, after) -> after.at().isBefore(before.at()) ? before : after));
        var dead = List.copyOf(latest.values());
        if (dead.isEmpty()) {
            return;
        }
        database.run(KEEP, (connection, statement) -> {
            statement.setObject(1, Database.time(now));
            new Columns<>(connection, statement, dead)
                    .from(2)
                    .add("uuid", one -> one.delivery().id().value())
                    .add("text", one -> one.delivery().to().account().value())
                    .add("text", one -> one.delivery().to().subscription().value())
                    .add("bigint", one -> one.delivery().to().version())
                    .add("text", DeadDelivery::rule)
                    .add("text", one -> one.delivery().target().value())
                    .add("text", one -> one.delivery().about().eventId())
                    .add("text", one -> one.delivery().about().eventName())
                    .addNullable("text", one -> one.delivery().about().traceparent())
                    .addBytes(one -> one.delivery().body().bytes())
                    .add("text", one -> one.reason().word())
                    .addNullable("text", PostgresDeadDeliveries::silence)
                    .add("int", DeadDelivery::attempts)
                    .add("timestamptz", one -> one.at().toString())
                    .addNullable(
                            "text", one -> Optional.of(one.progress().text()).filter(text -> !text.isEmpty()))
                    .add("int", one -> one.delivery().about().hops());
            return statement.executeUpdate();
        });
    }

    private static Optional<String> silence(DeadDelivery one) {
        return one.silence().isEmpty() ? Optional.empty() : Optional.of(one.silence());
    }

    @Override
    public long count(Order.Wanted wanted) {
        var asked = wanted(wanted);
        return database.run("select count(*) from dead_letters" + asked.where(), (_, statement) -> {
            asked.fill(statement, 1);
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        });
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
