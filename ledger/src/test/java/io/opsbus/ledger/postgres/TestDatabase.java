package io.opsbus.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases with the ledger's tables and one for {@link TallyStates}. */
public final class TestDatabase {

    private static final class Shared {
        static final HikariDataSource POOL = pool(freshUrl());
    }

    private TestDatabase() {}

    /** The database all tests share, emptied: a new one for each test costs most of a second. */
    public static DataSource empty() throws SQLException {
        execute(Shared.POOL, "truncate outbox, applied_changes, timers, tally");
        return Shared.POOL;
    }

    /** The JDBC URL of a database nobody else uses, credentials included; for child processes and broken schemas. */
    public static String freshUrl() {
        var database = Backbone.get().postgres().newDatabase();
        String url = database.url() + "?user=" + database.user() + "&password=" + database.password();
        try {
            LedgerTables.create(source(url));
            execute(source(url), TallyStates.DDL);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url;
    }

    /** As services use it; the caller closes it. */
    public static HikariDataSource pool(String url) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(10);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(2_000);
        return new HikariDataSource(settings);
    }

    /** A new connection for each use. */
    public static PGSimpleDataSource source(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    public static void execute(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
