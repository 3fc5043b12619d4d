package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

class PostgresSealedTargetsIT extends SealedRowsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    /** Where in the row the document stands. */
    Place where() {
        return Place.TARGET;
    }

    @Override
    SealedRows empty() {
        execute("truncate subscriptions");
        return new PostgresSealedRows(SOURCE, where());
    }

    @Override
    void put(List<String> key, String document) {
        var other = where() == Place.TARGET ? "fallback" : "target";
        execute("""
                insert into subscriptions (id, account, version, enabled, levels, names, product, resources, %s, %s)
                values (?, 'a', 1, true, '{}', '{}', 'ECS', '{}', '{}', ?::jsonb)""".formatted(other, where().column()), key.getFirst(), document);
    }

    private static void execute(String sql, String... values) {
        try (var connection = SOURCE.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
