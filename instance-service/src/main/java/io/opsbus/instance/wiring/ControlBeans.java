package io.opsbus.instance.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.bus.DutyRecords;
import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.catalog.StandardCatalog;
import io.opsbus.instance.control.Control;
import io.opsbus.instance.control.Engine;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.control.Ledgers;
import io.opsbus.instance.control.Reads;
import io.opsbus.instance.control.dispatch.Dispatcher;
import io.opsbus.instance.control.dispatch.Gate;
import io.opsbus.instance.control.dispatch.Lanes;
import io.opsbus.instance.control.dispatch.Providers;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.provider.managed.AgentChannel;
import io.opsbus.instance.provider.managed.ManagedProvider;
import io.opsbus.instance.provider.simulated.SimulatedProvider;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.inbox.Feed;
import io.opsbus.ledger.postgres.PostgresParkedRecords;
import io.opsbus.ledger.postgres.PostgresTimers;
import io.opsbus.ledger.start.Loop;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.SchemaRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fleet, its providers, and what keeps it going. */
@Factory
final class ControlBeans {
    @Singleton
    Catalog catalog(InstanceSettings settings, @Property(name = "opsbus.regions") @Nullable List<String> regions) {
        return StandardCatalog.in(
                settings.regions(regions).stream().map(RegionId::new).toList());
    }

    @Singleton
    @Bean(preDestroy = "close")
    SimulatedProvider simulated(InstanceSettings.Simulated settings, Clock clock) {
        return new SimulatedProvider(settings.conditions(), clock, new RealTime());
    }

    @Singleton
    @Bean(preDestroy = "close")
    ManagedProvider managed(Clock clock) {
        return new ManagedProvider(AgentChannel.NONE, clock);
    }

    @Singleton
    Providers providers(SimulatedProvider simulated, ManagedProvider managed) {
        return new Providers(List.of(simulated, managed));
    }

    @Singleton
    @Bean(preDestroy = "close")
    Lanes lanes(InstanceSettings settings) {
        return Lanes.ofThreads(settings.lanes());
    }

    @Singleton
    Engine engine(Catalog catalog, Providers providers, Lanes lanes, InstanceSettings settings, Clock clock) {
        return new Engine(catalog, providers, new Dispatcher(providers, lanes), new Gate(settings.requests()), clock);
    }

    @Singleton
    Control control(Ledgers ledgers, Reads reads, LostHosts lostHosts, Engine engine) {
        return Control.over(ledgers, reads, lostHosts, engine);
    }

    @Singleton
    Fleet fleet(Control control) {
        return control.fleet();
    }

    /** Providers are told of their machines once there is a database to read them from and facts can be written. */
    @Context
    @Named("machines")
    @Bean(preDestroy = "close")
    Preparation machines(
            Control control,
            Lanes lanes,
            Clock clock,
            @Named("database") Preparation database,
            @Named("schemas") Preparation schemas) {
        var machines = new Preparation("machines", () -> control.begin(lanes), clock);
        var ignored = CompletableFuture.allOf(database.done(), schemas.done()).thenRun(machines::start);
        return machines;
    }

    @Singleton
    @Named("duties")
    Feed.Source dutiesSource(
            BackboneSettings.Kafka kafka,
            @Property(name = "opsbus.instance.duties-group", defaultValue = "instance-service.duties") String group) {
        return new Feed.Source(kafka.bootstrap(), group, Topics.OPERATION_REQUESTS.name());
    }

    /** What system events ask of instances. */
    @Context
    @Bean(preDestroy = "close")
    Feed<Order> duties(
            @Named("duties") Feed.Source source,
            SchemaRegistry registry,
            Fleet fleet,
            HikariDataSource database,
            Clock clock,
            @Named("machines") Preparation machines) {
        var records = new DutyRecords(registry);
        var duties = new Feed<Order>(
                source,
                (_, value) -> records.read(value),
                orders -> orders.forEach(order -> fleet.instances().carryOut(order, clock.instant())),
                new PostgresParkedRecords(database));
        var ignored = machines.done().thenRun(duties::start);
        return duties;
    }

    @Context
    @Named("instance-timers")
    @Bean(preDestroy = "close")
    Loop instanceTimers(HikariDataSource database, Fleet fleet, World world, @Named("machines") Preparation machines) {
        return timers(Ledgers.INSTANCES, database, fleet.instances()::fire, world, machines);
    }

    @Context
    @Named("disk-timers")
    @Bean(preDestroy = "close")
    Loop diskTimers(HikariDataSource database, Fleet fleet, World world, @Named("machines") Preparation machines) {
        return timers(Ledgers.DISKS, database, fleet.disks()::fire, world, machines);
    }

    @Context
    @Named("snapshot-timers")
    @Bean(preDestroy = "close")
    Loop snapshotTimers(HikariDataSource database, Fleet fleet, World world, @Named("machines") Preparation machines) {
        return timers(Ledgers.SNAPSHOTS, database, fleet.snapshots()::fire, world, machines);
    }

    private static Loop timers(
            String ledger, HikariDataSource database, Consumer<Timer.Due> desk, World world, Preparation machines) {
        var loop = new TimerLoop(new PostgresTimers(ledger, database), desk, world, TimerLoop.Settings.DEFAULT);
        return new Loop("instance-service-timers-" + ledger, machines.done(), loop, loop::close);
    }
}
