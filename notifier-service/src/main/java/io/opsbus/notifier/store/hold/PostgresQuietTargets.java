package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.QuietTargets;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Quiet targets in the table {@code quiet_targets}. */
public final class PostgresQuietTargets implements QuietTargets {
    /** In one order, so that two processes never wait for each other. */
    private static final String REST = """
            insert into quiet_targets as q (target, until_at)
            select w.target, w.until_at from unnest(?::text[], ?::timestamptz[]) as w (target, until_at) order by w.target collate "C"
            on conflict (target) do update set until_at = excluded.until_at where q.until_at < excluded.until_at""";

    private static final String FORGET = """
            delete from quiet_targets where target in (
                select target from quiet_targets where until_at <= ? order by target for update skip locked)""";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresQuietTargets(DataSource source) {
        this.database = new Database(source);
    }

    private record Quiet(TargetId target, Instant until) {
        static Quiet read(ResultSet found) throws SQLException {
            return new Quiet(
                    new TargetId(found.getString("target")),
                    found.getObject("until_at", OffsetDateTime.class).toInstant());
        }
    }

    @Override
    public void rest(Map<TargetId, Instant> until, Instant now) {
        database.run(REST, (connection, statement) -> {
            new Columns<>(connection, statement, List.copyOf(until.entrySet()))
                    .add("text", one -> one.getKey().value())
                    .add("timestamptz", one -> one.getValue().toString());
            return statement.executeUpdate();
        });
        database.run(FORGET, (_, statement) -> {
            statement.setObject(1, Database.time(now));
            return statement.executeUpdate();
        });
    }

    @Override
    public Map<TargetId, Instant> at(Instant now) {
        return database.run("select * from quiet_targets where until_at > ?", (_, statement) -> {
            statement.setObject(1, Database.time(now));
            return Database.rows(statement, Quiet::read).stream()
                    .collect(Collectors.toUnmodifiableMap(Quiet::target, Quiet::until));
        });
    }
}
