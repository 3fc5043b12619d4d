package io.opsbus.notifier.store.sql;

import io.opsbus.notifier.dispatch.Parking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Runs statements; whatever goes wrong is {@link Parking.Away}. */
public final class Database {
    private final DataSource source;

    /** @param source autocommit connections */
    public Database(DataSource source) {
        this.source = source;
    }

    /** Fills a statement and runs it. */
    @FunctionalInterface
    public interface Use<T> {
        /** Uses a statement. */
        T on(Connection connection, PreparedStatement statement) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        /** The row under the cursor. */
        T read(ResultSet found) throws SQLException;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Works; what it throws undoes all. */
        T on(Connection connection) throws SQLException;
    }

    /** One statement. */
    public <T> T run(String sql, Use<T> use) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return use.on(connection, statement);
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }

    /** One transaction. */
    public <T> T transaction(Work<T> work) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }

    /** Every row of a query. */
    public static <T> List<T> rows(PreparedStatement statement, Row<T> row) throws SQLException {
        var rows = new ArrayList<T>();
        try (var found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(row.read(found));
            }
        }
        return rows;
    }

    /** A moment as JDBC wants it. */
    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
