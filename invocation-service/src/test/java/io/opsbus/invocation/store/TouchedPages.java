package io.opsbus.invocation.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Pages of tables, indexes and large values a question to the database looks at, in its cache or not: what a question costs that no
 * other program on the machine changes, as a time would be. The same as {@code explain (analyze, buffers)} tells of each statement.
 */
final class TouchedPages implements AutoCloseable {
    private static final String ALL = """
            select coalesce(sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0)
                + coalesce(toast_blks_read, 0) + coalesce(toast_blks_hit, 0) + coalesce(tidx_blks_read, 0)
                + coalesce(tidx_blks_hit, 0)), 0) from pg_statio_user_tables""";

    private final Connection connection;

    TouchedPages(DataSource source) throws SQLException {
        connection = source.getConnection();
    }

    /** The one connection whose questions are counted. */
    Jdbi database() {
        return Jdbi.create(connection);
    }

    /** Looked at by this, in the connection's one session; once before, so that no plan is made and no catalogue read. */
    long of(Runnable question) throws SQLException {
        question.run();
        long before = all();
        question.run();
        return all() - before;
    }

    private long all() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (var row = statement.executeQuery(ALL)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
