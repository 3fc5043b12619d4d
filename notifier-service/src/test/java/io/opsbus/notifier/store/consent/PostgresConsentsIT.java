package io.opsbus.notifier.store.consent;

import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresConsentsIT extends ConsentsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Consents empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate webhook_consents");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresConsents(SOURCE);
    }
}
