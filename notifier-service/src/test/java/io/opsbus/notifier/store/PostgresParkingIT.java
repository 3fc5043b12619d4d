package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.dispatch.Parking;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresParkingIT extends ParkingContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Parking empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate parked");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresParking(SOURCE);
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThatExceptionOfType(Parking.Away.class)
                .isThrownBy(() -> new PostgresParking(nowhere).due(Given.NOON, Set.of(), 1));
    }
}
