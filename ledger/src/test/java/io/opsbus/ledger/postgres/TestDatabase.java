package io.opsbus.ledger.postgres;

import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database for each test, with the ledger's tables and one for {@link TallyStates}. */
public final class TestDatabase {

    private TestDatabase() {}

    public static DataSource fresh() throws SQLException {
        return source(freshUrl());
    }

    /** The JDBC URL of such a database, credentials included; for child processes. */
    public static String freshUrl() throws SQLException {
        var database = Backbone.get().postgres().newDatabase();
        String url = database.url() + "?user=" + database.user() + "&password=" + database.password();
        var source = source(url);
        LedgerTables.create(source);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(TallyStates.DDL);
        }
        return url;
    }

    public static DataSource source(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
