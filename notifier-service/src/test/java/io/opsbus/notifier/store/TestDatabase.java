package io.opsbus.notifier.store;

import io.opsbus.testkit.Backbone;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh database with this service's tables. */
public final class TestDatabase {
    private TestDatabase() {}

    /** Makes one. */
    public static DataSource fresh() {
        var database = Backbone.get().postgres().newDatabase();
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure(TestDatabase.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/notifier")
                .load()
                .migrate();
        return source;
    }
}
