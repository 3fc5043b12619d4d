package io.opsbus.instance.store;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.store.hosts.PostgresLostHosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresLostHostsIT extends LostHostsContract {
    private static HikariDataSource source = new HikariDataSource();

    @BeforeAll
    static void open() {
        source = TestDatabase.fresh(2);
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Override
    LostHosts fresh() {
        var hosts = new PostgresLostHosts(source);
        hosts.all().forEach(lost -> hosts.strike(lost.host()));
        return hosts;
    }
}
