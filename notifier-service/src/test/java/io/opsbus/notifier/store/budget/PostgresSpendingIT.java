package io.opsbus.notifier.store.budget;

import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresSpendingIT extends SpendingContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Spending empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate sms_days");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresSpending(SOURCE);
    }
}
