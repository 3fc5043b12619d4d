package io.opsbus.notifier.store.journal;

import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.store.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresJournalIT extends JournalContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Journal empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate attempts");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresJournal(SOURCE);
    }
}
