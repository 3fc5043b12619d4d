package io.opsbus.event.store;

import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.fleet.KnownFleetContract;
import io.opsbus.testkit.Backbone;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;

class PostgresKnownFleetIT extends KnownFleetContract {
    private static Jdbi jdbi = Jdbi.create("jdbc:none");

    @BeforeAll
    static void oneDatabase() {
        var database = Backbone.get().postgres().newDatabase();
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration/event-service")
                .load()
                .migrate();
        jdbi = Jdbi.create(database.url(), database.user(), database.password());
    }

    @Override
    protected KnownFleet fleet() {
        jdbi.useHandle(
                handle -> handle.execute("truncate known_instances, known_disks, cleaned_disks, noted_states, upkeep"));
        return new PostgresKnownFleet(jdbi);
    }
}
