package io.opsbus.invocation.wiring;

import com.zaxxer.hikari.HikariDataSource;

/** Connections to this service's database. */
final class Pool {
    /** Longest wait for a connection, in milliseconds: the ledger tries several times before it gives a change up. */
    private static final int PATIENCE = 1_000;

    private Pool() {}

    /** A pool that starts without a database, too: readiness says that it is away. */
    static HikariDataSource open(Settings.Postgres settings) {
        var pool = new HikariDataSource();
        pool.setPoolName("invocation-service");
        pool.setJdbcUrl(settings.url() + settings.database());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.addDataSourceProperty("ApplicationName", "invocation-service");
        // a frozen server must not hold a request for ever; seconds
        pool.addDataSourceProperty("socketTimeout", "10");
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(PATIENCE);
        pool.setValidationTimeout(PATIENCE / 2);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }
}
