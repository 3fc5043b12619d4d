package io.opsbus.event.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.event.bus.DueEvents;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.EventType;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresTimers;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Two processes fire the timers of one database while the users reboot their instances: each event is avoided or asked for,
 * once. {@code AvoidRaceTest} does it in memory, ten thousand times.
 */
class WindowRaceIT {
    private static final int RACES = 1_000;
    private static final String LEDGER = "event.cycle";
    private static final EventDecisions DECISIONS = new EventDecisions(CycleRules.GUIDE);

    private final SettableClock clock = SettableClock.at(Sample.PUBLISHED);

    /** One process: its own connections, ledger and timers. */
    private final class OneProcess implements AutoCloseable {
        private final HikariDataSource database = new HikariDataSource();
        private final PostgresLedger<EventId, SystemEvent, EventFact> ledger;
        private final TimerLoop timers;

        OneProcess(Backbone.Database of) {
            database.setJdbcUrl(of.url());
            database.setUsername(of.user());
            database.setPassword(of.password());
            database.setMaximumPoolSize(6);
            var world = World.of(clock);
            ledger = new PostgresLedger<>(
                    LEDGER, database, new SystemEventStates(), WindowRaceIT::encode, world, () -> {});
            timers = new TimerLoop(
                    new PostgresTimers(LEDGER, database),
                    new DueEvents(ledger, DECISIONS, clock),
                    world,
                    TimerLoop.Settings.DEFAULT);
        }

        void change(EventId id, EventInput input, String key) {
            var now = clock.instant();
            var ignored = ledger.change(id, ChangeKey.once(key), event -> DECISIONS.on(event, input, now));
        }

        int fireAll() throws SQLException {
            int all = 0;
            for (int fired = timers.step(); fired > 0; fired = timers.step()) {
                all += fired;
            }
            return all;
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static OutboxRecord encode(EventFact fact) {
        String word = switch (fact) {
            case EventFact.Announced announced -> announced.event().status().word();
            case EventFact.Asked asked -> "please " + asked.operation();
        };
        return new OutboxRecord("topic", word, new byte[0], Map.of(), fact.factId());
    }

    private static Subject maintenance(int race) {
        var sample = Sample.subject(EventType.MAINTENANCE_REBOOT, Origin.OPERATOR);
        return new Subject(
                EventId.derived("race/" + race), sample.type(), sample.target(), sample.origin(), sample.reason());
    }

    @Test
    void eitherTheUserOrOneOfTwoProcessesWinsEachEvent() throws Exception {
        var database = Backbone.get().postgres().newDatabase();
        try (var one = new OneProcess(database);
                var other = new OneProcess(database)) {
            Flyway.configure()
                    .dataSource(one.database)
                    .locations("classpath:db/migration/event-service")
                    .load()
                    .migrate();
            LedgerTables.create(one.database);
            plan(one);
            clock.set(Sample.NOT_BEFORE.plus(Duration.ofMillis(RACES)));
            race(one, other);

            var jdbi = Jdbi.create(one.database);
            var ends = counted(jdbi, "select status, count(*) from system_events group by status");
            var told = counted(jdbi, "select key, count(*) from outbox group by key");
            assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(RACES);
            assertThat(ends.keySet()).isSubsetOf("Avoided", "Executing");
            assertThat(told.getOrDefault("please REBOOT", 0L)).isEqualTo(ends.getOrDefault("Executing", 0L));
            assertThat(told.getOrDefault("Executing", 0L)).isEqualTo(ends.getOrDefault("Executing", 0L));
            assertThat(told.getOrDefault("Avoided", 0L)).isEqualTo(ends.getOrDefault("Avoided", 0L));
            var once = counted(jdbi, "select 'once', count(*) from system_events where changes = 1");
            assertThat(once).containsEntry("once", (long) RACES);
        }
    }

    /** One after another due, a millisecond apart, so that timers and users go through them in one order. */
    private static void plan(OneProcess process) {
        try (var threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, RACES)
                    .<Future<?>>mapToObj(race -> threads.submit(() -> {
                        var subject = maintenance(race);
                        // the reminder is of no interest here
                        var notBefore = Sample.NOT_BEFORE.plusMillis(race);
                        process.change(subject.id(), new EventInput.Schedule(subject, notBefore), "plan");
                    }))
                    .toList()
                    .forEach(WindowRaceIT::join);
        }
    }

    private void race(OneProcess one, OneProcess other) {
        var acted = new Acted(Sample.ACCOUNT, Sample.MACHINE, Deed.REBOOT, Deed.Channel.API, clock.instant());
        Callable<Integer> user = () -> {
            for (int race = 0; race < RACES; race++) {
                one.change(maintenance(race).id(), acted, "acted");
            }
            return 0;
        };
        try (var threads = Executors.newFixedThreadPool(3)) {
            Future<Integer> users = threads.submit(user);
            Future<Integer> first = threads.submit(one::fireAll);
            Future<Integer> second = threads.submit(other::fireAll);
            join(users);
            join(first);
            join(second);
        }
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Long> counted(Jdbi jdbi, String sql) {
        return jdbi.withHandle(handle -> {
            var counts = new TreeMap<String, Long>();
            handle.createQuery(sql)
                    .map((rows, context) -> Map.entry(rows.getString(1), rows.getLong(2)))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }
}
