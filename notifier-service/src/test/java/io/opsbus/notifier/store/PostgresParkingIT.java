package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.store.parked.ParkedClaims;
import io.opsbus.notifier.store.sql.Database;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresParkingIT extends ParkingContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Parking empty() {
        execute("truncate parked");
        return new PostgresParking(SOURCE);
    }

    private static void execute(String sql) {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** See {@link ParkedClaims#CLAIM}: else what was claimed before is walked over by each claim until the next vacuum. */
    @Test
    void aClaimReadsAllThatItTakesBeforeItWrites() throws SQLException {
        empty();
        try (var connection = SOURCE.getConnection();
                var statement = connection.prepareStatement("explain (costs off) " + ParkedClaims.CLAIM)) {
            ParkedClaims.fill(connection, statement, want(A, 8), NOON, LEASE, _ -> "");
            var plan = Database.rows(statement, found -> found.getString(1).trim());
            assertThat(plan)
                    .containsSubsequence(
                            "Update on parked p", "Sort Key: (row_number() OVER (?))", "->  Function Scan on w");
        }
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThatExceptionOfType(Parking.Away.class)
                .isThrownBy(() -> new PostgresParking(nowhere).due(Given.NOON, Set.of(), 1));
    }
}
