package io.opsbus.rpc.micronaut.settings;

import static io.opsbus.rpc.micronaut.settings.GivenSettings.require;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * A service's database.
 *
 * @param url {@code opsbus.postgres.url}, base of the server's JDBC URLs, ends in {@code /}
 * @param user {@code opsbus.postgres.user}
 * @param password {@code opsbus.postgres.password}
 * @param database {@code opsbus.SERVICE.database}
 * @param connections {@code opsbus.SERVICE.connections}, the most at once
 */
public record PostgresSettings(String url, String user, String password, String database, int connections) {
    private static final String URL = "opsbus.postgres.url";

    /** Refuses what cannot work. */
    public PostgresSettings {
        require(url.startsWith("jdbc:postgresql:"), URL, "must begin with jdbc:postgresql:");
        require(url.endsWith("/"), URL, "must end in /: the service adds its database's name");
    }

    /**
     * What a service needs of it.
     *
     * @param prefix of its own settings, as in {@code opsbus.command}
     * @param database its usual name
     * @param connections how many usually
     * @param least how many at least
     * @param because why not fewer, for whoever sets fewer
     */
    public record Need(String prefix, String database, int connections, int least, String because) {}

    /**
     * Reads and checks them.
     *
     * @throws IllegalArgumentException naming the first that cannot be used
     */
    public static PostgresSettings of(GivenSettings given, Need need) {
        var settings = new PostgresSettings(
                given.text(URL, "jdbc:postgresql://127.0.0.1:15432/"),
                given.text("opsbus.postgres.user", "postgres"),
                given.text("opsbus.postgres.password", ""),
                given.text(need.prefix() + ".database", need.database()),
                given.number(need.prefix() + ".connections", need.connections()));
        require(!settings.database.isBlank(), need.prefix() + ".database", "must not be empty");
        require(
                settings.connections >= need.least(),
                need.prefix() + ".connections",
                "must be at least " + need.least() + ": " + need.because());
        return settings;
    }

    /**
     * Connections to it. A pool that starts without a database, too: readiness says that it is away.
     *
     * @param service whose it is, as the server shows it
     * @param patience longest wait for a connection
     */
    public HikariDataSource pool(String service, Duration patience) {
        var pool = new HikariDataSource();
        pool.setPoolName(service);
        pool.setJdbcUrl(url + database);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.addDataSourceProperty("ApplicationName", service);
        // a frozen server must not hold a request for ever; seconds
        pool.addDataSourceProperty("socketTimeout", "10");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(patience.toMillis());
        pool.setValidationTimeout(patience.toMillis() / 2);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    @Override
    public String toString() {
        return "Postgres[" + url + database + ", user " + user + "]";
    }
}
