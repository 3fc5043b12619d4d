package io.opsbus.notifier.store;

import io.opsbus.notifier.history.PastEvents;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresPastEventsIT extends PastEventsContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    PastEvents empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate past_events");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresPastEvents(SOURCE);
    }
}
