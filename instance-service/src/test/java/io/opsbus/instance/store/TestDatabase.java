package io.opsbus.instance.store;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;

/** A fresh database with all tables. */
public final class TestDatabase {
    private TestDatabase() {}

    public static HikariDataSource fresh(int connections) {
        var made = Backbone.get().postgres().newDatabase();
        var source = new HikariDataSource();
        source.setJdbcUrl(made.url());
        source.setUsername(made.user());
        source.setPassword(made.password());
        source.setMaximumPoolSize(connections);
        source.setMinimumIdle(0);
        try {
            FleetTables.create(source);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return source;
    }
}
