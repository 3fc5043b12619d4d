package io.opsbus.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientConnectionsIT {
    /** In seconds, the least a driver's setting can say. */
    private static final String SOCKET_TIMEOUT = "1";

    private static final String LONGER = "select pg_sleep(1.3)";

    private final HikariDataSource pool = pool();

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestDatabase.freshUrl());
        pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT);
        // one that comes back is the next one that goes
        pool.setMaximumPoolSize(1);
        return pool;
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aStatementMayTakeLongerThanARequestMay() throws SQLException {
        assertThatExceptionOfType(SQLException.class)
                .as("it cannot on the pool's own")
                .isThrownBy(() -> TestDatabase.execute(pool, LONGER));

        TestDatabase.execute(new PatientConnections(pool), LONGER);
    }

    @Test
    void aConnectionThatCameBackIsForRequestsAgain() throws SQLException {
        int session;
        try (var connection = new PatientConnections(pool).getConnection()) {
            assertThat(connection.getNetworkTimeout()).isZero();
            session = session(connection);
        }
        try (var connection = pool.getConnection()) {
            assertThat(session(connection)).isEqualTo(session);
            assertThat(connection.getNetworkTimeout()).isEqualTo(1_000);
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
