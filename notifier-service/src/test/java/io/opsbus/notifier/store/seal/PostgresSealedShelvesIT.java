package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

class PostgresSealedShelvesIT extends SealedRowsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    SealedRows empty() {
        execute("truncate shelves", List.of());
        return new PostgresSealedRows(SOURCE, Place.SHELF);
    }

    @Override
    void put(List<String> key, String document) {
        execute(
                "insert into shelves (kind, account, name, labels, content) values (?, ?, ?, '{}', ?::jsonb)",
                List.of(key.get(0), key.get(1), key.get(2), document));
    }

    private static void execute(String sql, List<String> values) {
        try (var connection = SOURCE.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var at = 0; at < values.size(); at++) {
                statement.setString(at + 1, values.get(at));
            }
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
