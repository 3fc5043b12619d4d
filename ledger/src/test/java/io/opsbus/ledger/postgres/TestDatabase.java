package io.opsbus.ledger.postgres;

import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases with the ledger's tables and one for {@link TallyStates}. */
public final class TestDatabase {

    private static final class Shared {
        static final String URL = freshUrl();
    }

    private TestDatabase() {}

    /** The database all tests share, emptied: a new one for each test costs most of a second. */
    public static DataSource empty() throws SQLException {
        var source = source(Shared.URL);
        execute(source, "truncate outbox, applied_changes, timers, tally");
        return source;
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

    public static DataSource source(String url) {
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
