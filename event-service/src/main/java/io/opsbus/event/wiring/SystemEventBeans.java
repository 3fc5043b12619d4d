package io.opsbus.event.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.bus.DueEvents;
import io.opsbus.event.bus.SystemEventFacts;
import io.opsbus.event.bus.fleet.FleetFeed;
import io.opsbus.event.bus.fleet.FleetRecords;
import io.opsbus.event.bus.fleet.Reactions;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.event.recent.ParkedRecords;
import io.opsbus.event.store.PostgresKnownFleet;
import io.opsbus.event.store.PostgresSystemEvents;
import io.opsbus.event.store.SystemEventStates;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresTimers;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** System events: their ledger, their timers, and what the bus tells about the fleet. */
@Configuration(proxyBeanMethods = false)
class SystemEventBeans {
    /** For ever: it names locks, change keys and timers in the database. */
    private static final String LEDGER = "event.cycle";

    /** So many are fired in one transaction. */
    private static final TimerLoop.Settings TOGETHER =
            new TimerLoop.Settings(250, TimerLoop.Settings.DEFAULT.poll(), TimerLoop.Settings.DEFAULT.lease());

    @Bean
    EventDecisions eventDecisions(Settings settings) {
        return new EventDecisions(settings.event().cycle().rules());
    }

    @Bean
    Ledger<EventId, SystemEvent, EventFact> systemEventLedger(
            HikariDataSource database, AvroRecords records, Settings settings, World world, Relay relay) {
        var facts = new SystemEventFacts(records, settings.event().cycle().names());
        return new PostgresLedger<>(LEDGER, database, new SystemEventStates(), facts, world, relay::wake);
    }

    @Bean
    SystemEvents systemEvents(Jdbi jdbi) {
        return new PostgresSystemEvents(jdbi);
    }

    @Bean
    KnownFleet knownFleet(Jdbi jdbi) {
        return new PostgresKnownFleet(jdbi);
    }

    @Bean
    TimerThreads timers(
            HikariDataSource database,
            Ledger<EventId, SystemEvent, EventFact> systemEventLedger,
            EventDecisions decisions,
            World world,
            Clock clock,
            @Value("${opsbus.event.timers:2}") int threads) {
        var due = new DueEvents(systemEventLedger, decisions, clock);
        return new TimerThreads(
                threads,
                () -> new TimerLoop(new PostgresTimers(LEDGER, database), due, due::acceptAll, world, TOGETHER));
    }

    @Bean
    LoopThread timerThread(TimerThreads timers, Preparation databasePreparation) {
        return new LoopThread("event-service-timers", timers, timers::close, databasePreparation);
    }

    @Bean
    Reactions reactions(
            Ledger<EventId, SystemEvent, EventFact> systemEventLedger,
            EventDecisions decisions,
            SystemEvents events,
            KnownFleet fleet,
            Settings settings,
            Clock clock) {
        var families = settings.event().api().rules().families();
        return new Reactions(systemEventLedger, decisions, events, fleet, families, clock);
    }

    @Bean
    FleetFeed fleetFeed(SchemaRegistry registry, Reactions reactions, ParkedRecords parked) {
        return new FleetFeed(new FleetRecords(registry), reactions, parked);
    }
}
