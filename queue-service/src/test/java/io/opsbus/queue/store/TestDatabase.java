package io.opsbus.queue.store;

import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh database with this service's tables. */
public final class TestDatabase {
    private TestDatabase() {}

    public static DataSource fresh() {
        var database = Backbone.get().postgres().newDatabase();
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure(TestDatabase.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/queue")
                .load()
                .migrate();
        return source;
    }

    static void empty(DataSource source) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate queues, deleted_queues, messages");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
