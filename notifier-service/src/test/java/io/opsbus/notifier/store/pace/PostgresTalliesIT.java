package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresTalliesIT extends TalliesContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Tallies empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate tallies, alarms");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresTallies(SOURCE);
    }

    @Override
    Tallies again(Tallies before) {
        return new PostgresTallies(SOURCE);
    }
}
