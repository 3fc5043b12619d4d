package io.opsbus.notifier.store;

import io.opsbus.notifier.pace.Silences;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresSilencesIT extends SilencesContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Silences empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate silences");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresSilences(SOURCE);
    }
}
