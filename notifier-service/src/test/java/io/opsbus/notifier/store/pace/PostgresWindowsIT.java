package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.pace.Windows;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresWindowsIT extends WindowsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Windows empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate merge_windows");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresWindows(SOURCE);
    }

    @Override
    Windows again(Windows before) {
        return new PostgresWindows(SOURCE);
    }
}
