package io.opsbus.event.store;

import io.opsbus.event.recent.RecentEvents;
import io.opsbus.event.recent.RecentEventsContract;
import io.opsbus.testkit.Backbone;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

class PostgresRecentEventsIT extends RecentEventsContract {
    @Override
    protected RecentEvents boundedByThree() {
        var database = Backbone.get().postgres().newDatabase();
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration/event-service")
                .load()
                .migrate();
        return new PostgresRecentEvents(Jdbi.create(database.url(), database.user(), database.password()), 3);
    }
}
