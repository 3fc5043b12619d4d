package io.opsbus.queue.wiring;

import com.zaxxer.hikari.HikariDataSource;

/** Connections to this service's database. */
final class Pool {
    /** Longest wait for a connection, in milliseconds. A statement takes a few: who waits longer meets a server in trouble. */
    private static final int PATIENCE = 2_000;

    private Pool() {}

    /** A pool that starts without a database, too: readiness says that it is away. */
    static HikariDataSource open(Settings.Postgres settings) {
        var pool = new HikariDataSource();
        pool.setPoolName("queue-service");
        pool.setJdbcUrl(settings.url() + settings.database());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.addDataSourceProperty("ApplicationName", "queue-service");
        // a frozen server must not hold a request for ever; seconds
        pool.addDataSourceProperty("socketTimeout", "10");
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(PATIENCE);
        pool.setValidationTimeout(PATIENCE / 4);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }
}
