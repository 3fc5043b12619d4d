package io.opsbus.invocation.store;

import io.opsbus.invocation.fleet.GuestEvents;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;

class PostgresGuestEventsIT extends GuestEventsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    GuestEvents empty() {
        try {
            TestDatabase.execute(source, "truncate open_system_events");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresGuestEvents(Jdbi.create(source));
    }
}
