package io.opsbus.invocation.store;

import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh database with this service's tables. */
public final class TestDatabase {
    private TestDatabase() {}

    public static DataSource fresh() throws SQLException {
        var source = empty();
        migrate(source, "latest");
        LedgerTables.create(source);
        return source;
    }

    /** Without a table. */
    static DataSource empty() {
        var database = Backbone.get().postgres().newDatabase();
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    /** Up to this version. */
    static void migrate(DataSource source, String version) {
        Flyway.configure(TestDatabase.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/invocation")
                .target(version)
                .load()
                .migrate();
    }

    public static void execute(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
