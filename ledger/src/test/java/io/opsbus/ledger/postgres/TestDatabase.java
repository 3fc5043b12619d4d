package io.opsbus.ledger.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The only place that knows where the tests' PostgreSQL comes from: one server for the test run, a database for each test. */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "100")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private TestDatabase() {}

    /** A new database with the ledger's tables and a table for {@link TallyStates}. */
    public static DataSource fresh() throws SQLException {
        return source(freshUrl());
    }

    /** The JDBC URL of such a database, credentials included; for child processes. */
    public static String freshUrl() throws SQLException {
        String name = "ledger_" + COUNT.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        String url = Server.POSTGRES.getJdbcUrl("postgres", name);
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
