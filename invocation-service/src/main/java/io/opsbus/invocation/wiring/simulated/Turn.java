package io.opsbus.invocation.wiring.simulated;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The turn of one process among all: a lock of PostgreSQL's, held by a connection of its own. When the process or its connection dies,
 * the server frees it.
 */
final class Turn implements AutoCloseable {
    // two ints, as the outbox's: another key space than that of entities
    private static final String LOCK = "(1868591715, 25)";
    private static final String TAKE = "select pg_try_advisory_lock" + LOCK;
    private static final String GIVE = "select pg_advisory_unlock" + LOCK;

    private final Connection connection;

    private Turn(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes it if nobody has it.
     *
     * @param patience with a server that does not answer
     * @throws SQLException while the database is away
     */
    static Optional<Turn> take(DataSource source, Duration patience) throws SQLException {
        Connection connection = source.getConnection();
        boolean isMine = false;
        try {
            connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(TAKE)) {
                isMine = rows.next() && rows.getBoolean(1);
            }
        } finally {
            if (!isMine) {
                connection.close();
            }
        }
        return isMine ? Optional.of(new Turn(connection)) : Optional.empty();
    }

    /** Whether it is held; false as soon as that is not known for sure. */
    boolean isHeld() {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1")) {
            return rows.next();
        } catch (SQLException gone) {
            return false;
        }
    }

    /** Gives it up. In this order: a connection must not go back to its pool with it. */
    @Override
    public void close() {
        try (connection) {
            giveUp();
        } catch (SQLException gone) {
            // so is the lock
        }
    }

    private void giveUp() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(GIVE);
        } catch (SQLException gone) {
            connection.abort(Runnable::run);
            throw gone;
        }
    }
}
