package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.store.sql.Database;
import io.opsbus.seal.KeyId;
import java.util.List;
import javax.sql.DataSource;

/** The turns of keys in the table {@code master_keys}. */
public final class PostgresKeyTurns implements KeyTurns {
    /** Whose turn it is keeps its number: a restart changes nothing. */
    private static final String BEGIN = """
            insert into master_keys as k (id, turn) select ?, coalesce(max(turn), 0) + 1 from master_keys
            on conflict (id) do update set turn = excluded.turn where k.turn < excluded.turn - 1""";

    private static final String LAST = "select id from master_keys order by turn desc, id desc limit 1";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresKeyTurns(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public void begin(KeyId key) {
        database.run(BEGIN, (_, statement) -> {
            statement.setString(1, key.text());
            return statement.executeUpdate();
        });
    }

    @Override
    public boolean isLast(KeyId key) {
        return database.run(LAST, (_, statement) -> Database.rows(statement, found -> found.getString(1)))
                .equals(List.of(key.text()));
    }
}
