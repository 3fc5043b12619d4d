package io.opsbus.notifier.store.silence;

import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresOngoingIT extends OngoingContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Ongoing empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate ongoing_inhibitions");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresOngoing(SOURCE);
    }
}
