package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.store.PostgresParking;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresStopsIT extends StopsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Stores empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate stops, held_targets, failing_targets, parked");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new Stores(new PostgresStops(SOURCE), new PostgresHeldTargets(SOURCE), new PostgresParking(SOURCE));
    }
}
