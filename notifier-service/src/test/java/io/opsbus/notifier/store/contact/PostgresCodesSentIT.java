package io.opsbus.notifier.store.contact;

import io.opsbus.notifier.contact.CodesSent;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresCodesSentIT extends CodesSentContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    CodesSent empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate contact_codes");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresCodesSent(SOURCE);
    }
}
