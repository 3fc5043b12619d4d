package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.store.PostgresParking;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresRedriveJobsIT extends RedriveJobsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    RedrivesContract.Stores empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate dead_letters, redrives, parked");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new RedrivesContract.Stores(
                new PostgresDeadDeliveries(SOURCE), new PostgresRedrives(SOURCE), new PostgresParking(SOURCE));
    }
}
