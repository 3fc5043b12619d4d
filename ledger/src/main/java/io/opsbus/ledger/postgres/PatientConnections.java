package io.opsbus.ledger.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections of a service's pool on which a statement may take as long as it needs. A pool's socket timeout is for requests, which must not
 * wait for a server that says nothing. A migration says nothing for minutes where tables are large or another process migrates: cut off, it is
 * rolled back and begun anew, and meanwhile the session it has lost goes on with the tables locked.
 *
 * <p>For migrations alone. Whether the server is there yet is for TCP to find out ({@code tcpKeepAlive} of the pool); the pool gives a
 * connection that comes back its own timeout again, as HikariCP does.
 *
 * @param pool where they are from
 */
public record PatientConnections(DataSource pool) implements DataSource {
    /** Of {@link Connection#setNetworkTimeout}: for ever. */
    private static final int NEVER = 0;

    @Override
    public Connection getConnection() throws SQLException {
        return patient(pool.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return patient(pool.getConnection(user, password));
    }

    private static Connection patient(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, NEVER);
            return connection;
        } catch (SQLException broken) {
            connection.close();
            throw broken;
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
