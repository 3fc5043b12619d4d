package io.opsbus.event.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.query.Stored;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.event.query.SystemEventsContract;
import io.opsbus.ledger.postgres.States.Move;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresSystemEventsIT extends SystemEventsContract {
    private static final SystemEventStates STATES = new SystemEventStates();

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

    @Test
    void whatIsSavedTogetherIsWhatEachByItselfIs() throws SQLException {
        var store = store();
        var all = Stored.oneOfEachKind();
        var ids = all.stream().map(SystemEvent::id).toList();
        assertThat(together(all)).containsExactlyInAnyOrderElementsOf(all);
        long saved = counters();
        store();
        all.forEach(store::put);
        assertThat(counters()).isEqualTo(saved);
        jdbi.useTransaction(handle -> STATES.saveAll(
                handle.getConnection(),
                STATES.loadAll(handle.getConnection(), ids).values().stream()
                        .map(event -> new Move<EventId, SystemEvent>(event.id(), event, null))
                        .toList()));
        assertThat(counters()).isZero();
    }

    private static Collection<SystemEvent> together(List<SystemEvent> all) throws SQLException {
        return jdbi.inTransaction(handle -> {
            var connection = handle.getConnection();
            STATES.saveAll(
                    connection,
                    all.stream()
                            .map(event -> new Move<>(event.id(), null, event))
                            .toList());
            // once more, as changes of what is there
            STATES.saveAll(
                    connection,
                    all.stream()
                            .map(event -> new Move<>(event.id(), event, event))
                            .toList());
            return STATES.loadAll(connection, all.stream().map(SystemEvent::id).toList())
                    .values();
        });
    }

    private static long counters() {
        try (var handle = jdbi.open();
                var query = handle.createQuery("select count(*) from system_event_counts")) {
            return query.mapTo(Long.class).one();
        }
    }

    /** Writes as the ledger does: loads, then saves what changed. */
    private record PostgresStore(Jdbi database) implements Store {
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
