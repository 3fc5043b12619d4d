package io.opsbus.event.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.query.Stored;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.event.query.SystemEventsContract;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresSystemEventsIT extends SystemEventsContract {
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
    protected Store store() {
        jdbi.useHandle(handle -> handle.execute("truncate system_events, system_event_counts"));
        return new PostgresStore(jdbi);
    }

    @Test
    void forgottenEventsLeaveNoCounter() {
        var store = store();
        Stored.oneOfEachKind().forEach(store::put);
        assertThat(counters()).isPositive();
        Stored.oneOfEachKind().forEach(event -> store.forget(event.id()));
        assertThat(counters()).isZero();
    }

    private static long counters() {
        try (var handle = jdbi.open();
                var query = handle.createQuery("select count(*) from system_event_counts")) {
            return query.mapTo(Long.class).one();
        }
    }

    /** Writes as the ledger does: loads, then saves what changed. */
    private record PostgresStore(Jdbi database) implements Store {
        private static final SystemEventStates STATES = new SystemEventStates();

        @Override
        public SystemEvents events() {
            return new PostgresSystemEvents(database);
        }

        @Override
        public void put(SystemEvent event) {
            save(event.id(), event);
        }

        @Override
        public void forget(EventId id) {
            save(id, null);
        }

        private void save(EventId id, @Nullable SystemEvent after) {
            database.useTransaction(handle -> {
                try {
                    var before = STATES.load(handle.getConnection(), id);
                    STATES.save(handle.getConnection(), id, before, after);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
