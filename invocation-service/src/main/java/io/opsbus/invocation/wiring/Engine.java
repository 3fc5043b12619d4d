package io.opsbus.invocation.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.invocation.bus.AlertRecords;
import io.opsbus.invocation.bus.InvocationRecords;
import io.opsbus.invocation.bus.KafkaClients;
import io.opsbus.invocation.bus.KickRecords;
import io.opsbus.invocation.bus.PresenceRecords;
import io.opsbus.invocation.bus.SimulatedRecords;
import io.opsbus.invocation.bus.TaskRecords;
import io.opsbus.invocation.control.Ledgers;
import io.opsbus.invocation.control.Reads;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.Tellings;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationActions;
import io.opsbus.invocation.rpc.catalogue.Peers;
import io.opsbus.invocation.simulated.Simulation;
import io.opsbus.invocation.store.PostgresAgents;
import io.opsbus.invocation.store.PostgresCommands;
import io.opsbus.invocation.store.PostgresFleet;
import io.opsbus.invocation.store.PostgresGuestEvents;
import io.opsbus.invocation.store.PostgresInvocations;
import io.opsbus.invocation.store.PostgresManaged;
import io.opsbus.invocation.store.TaskStates;
import io.opsbus.invocation.store.output.PostgresOutputs;
import io.opsbus.invocation.store.spent.PostgresSpentRequests;
import io.opsbus.invocation.wiring.output.OutputLoops;
import io.opsbus.invocation.wiring.simulated.SimulatedAgents;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PatientConnections;
import io.opsbus.ledger.postgres.PostgresOutbox;
import io.opsbus.ledger.postgres.PostgresParkedRecords;
import io.opsbus.ledger.postgres.PostgresTimers;
import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.start.Forgetting;
import io.opsbus.ledger.start.Loop;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.RememberedSchemas;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Everything behind the actions, put together: database, ledgers, relay, timers, what is read from the bus, and what prepares
 * them in the background. It starts whatever is away; health says what.
 */
final class Engine implements AutoCloseable {
    /** Facts of tasks are many and nobody waits for one: kicks go their own way. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    /** Longest pause between two tries of a change, so that a caller hears within seconds that the database is away. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private static final Duration TOGETHER = Duration.ofMillis(30);

    /** For timers of a day: what is late by this is not. */
    private static final TimerLoop.Settings SELDOM =
            new TimerLoop.Settings(50, Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** Longest wait for a connection: the ledger tries several times before it gives a change up. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    final HikariDataSource database;
    final SchemaRegistry registry;
    final Preparation databasePreparation;
    final Preparation topicsPreparation;
    final Preparation schemasPreparation;
    final Relay relay;
    final PostgresClientTokens tokens;
    final PostgresCommands known;
    final Invocations invocations;
    final int outputBytes;
    final Desks desks;
    final ActionTable actions;
    final List<TimerLoop> timers;
    final Feeds feeds;
    private final Peers peers;
    private final ExecutorService soon = Executors.newFixedThreadPool(
            2,
            Thread.ofPlatform().daemon().name("invocation-service-settling-", 0).factory());
    private final KafkaFactSink sink;
    private final List<Loop> loops;
    private final KickBus kickBus;
    private final Forgetting forgetting;
    private final Sweeping sweeping;
    private final Telling telling;
    private final OutputLoops outputLoops;
    final @Nullable SimulatedAgents simulated;
    private final PostgresSpentRequests spent;

    Engine(Settings settings, InternalKey key, Clock clock) {
        database = settings.postgres().pool("invocation-service", PATIENCE);
        registry = new RememberedSchemas(
                new HttpSchemaRegistry(RegistryAccess.of(settings.bus().registryUrl(), null)));
        var records = new InvocationRecords(registry, new TaskRecords(registry));
        World world = world(clock);
        sink = KafkaClients.sink(settings.bus().bootstrap());
        relay = new Relay(new PostgresOutbox(database), sink, world, Relay.Settings.DEFAULT.gathering(GATHERING));
        tokens = new PostgresClientTokens(database);
        Jdbi jdbi = Jdbi.create(database);
        spent = new PostgresSpentRequests(database);
        var parked = new PostgresParkedRecords(database);
        known = new PostgresCommands(jdbi);
        peers = new Peers(
                settings.neighbours().commands(), settings.neighbours().instances(), key, clock);
        var catalogue = peers.catalogue(known);
        invocations = new PostgresInvocations(jdbi);
        outputBytes = settings.work().tasks().outputBytes();
        var outputs = new PostgresOutputs(jdbi);
        var fleet = new PostgresFleet(jdbi);
        var reads = new Reads(
                invocations,
                fleet,
                peers.instances(fleet::find, world),
                new PostgresManaged(jdbi),
                new PostgresAgents(jdbi),
                catalogue,
                spent,
                new PostgresGuestEvents(jdbi),
                outputs);
        var alerts = new AlertRecords(registry);
        Ledgers ledgers = Desks.ledgers(database, records, new TaskRecords(registry), alerts, world, relay, clock);
        Supplier<String> fresh = Desks.freshTexts();
        var presence = new PresenceRecords(registry);
        var kickRecords = new KickRecords(registry, fresh.get());
        desks = Desks.of(ledgers, reads, settings.work(), clock, fresh, aMomentLater());
        actions = InvocationActions.table(new Desk(
                desks.invocations(),
                desks.managed(),
                reads,
                catalogue,
                settings.work().limits(),
                settings.work().tasks(),
                settings.work().regions(),
                settings.buckets()));
        databasePreparation = new Preparation("database", this::migrate, clock).start();
        schemasPreparation =
                new Preparation("schemas", () -> register(records, kickRecords, presence, alerts), clock).start();
        topicsPreparation = new Preparation(
                        "topics",
                        () -> KafkaClients.createTopics(
                                settings.bus().bootstrap(), settings.bus().replication()),
                        clock)
                .start();
        timers = List.of(
                timers(Ledgers.INVOCATIONS, desks.alarms()::fire, TimerLoop.Settings.DEFAULT, world),
                timers(Ledgers.TASKS, desks.alarms()::fire, TimerLoop.Settings.DEFAULT, world),
                timers(Ledgers.MANAGED, due -> desks.managed().expire(due, clock.instant()), SELDOM, world));
        loops = List.of(
                loop("invocation-service-relay", relay, relay::close),
                loop("invocation-service-timers-invocation", timers.getFirst(), timers.getFirst()::close),
                loop("invocation-service-timers-task", timers.get(1), timers.get(1)::close),
                loop("invocation-service-timers-managed", timers.getLast(), timers.getLast()::close));
        String bootstrap = settings.bus().bootstrap();
        kickBus = new KickBus(bootstrap, kickRecords, desks.kicks(), topicsPreparation);
        feeds = new Feeds(bootstrap, registry, new Feeds.Takers(known, desks.fleet(), reads.events()), parked, clock);
        forgetting = forgetting(settings.work(), clock).start();
        sweeping = new Sweeping(desks.settling(), reads.invocations(), spent, clock).start();
        outputLoops = new OutputLoops(settings.output(), outputs, databasePreparation.done(), clock);
        telling = new Telling(
                        reads.agents(),
                        Tellings.after(settings.work().tasks().silence()),
                        presence,
                        KafkaClients.presence(bootstrap),
                        clock)
                .start();
        simulated = settings.work().limits().simulatedAgents() ? simulated(settings, fleet, fresh, clock) : null;
    }

    private SimulatedAgents simulated(Settings settings, Fleet fleet, Supplier<String> fresh, Clock clock) {
        var service = new Simulation.Service(
                desks.agents(),
                (instance, revision) -> fleet.revision(instance).orElse(-1) >= revision,
                clock,
                // as often as none of them is ever taken for lost
                settings.work().tasks().silence().dividedBy(2),
                fresh,
                (_, _) -> {});
        return new SimulatedAgents(
                settings.postgres(),
                new SimulatedAgents.Source(settings.bus().bootstrap(), new SimulatedRecords(registry)),
                service,
                CompletableFuture.allOf(databasePreparation.done(), topicsPreparation.done()));
    }

    /** Whole invocations go by their timers. */
    private Forgetting forgetting(Settings.Work settings, Clock clock) {
        return new Forgetting(Map.of(
                "change keys",
                most -> LedgerTables.forgetAppliedBefore(
                        database, clock.instant().minus(settings.keys()), most),
                "answers of old requests",
                _ -> tokens.forget(clock.instant()),
                "runs of repeated tasks",
                most -> TaskStates.forgetRuns(
                        database, clock.instant().minus(settings.limits().kept()), most),
                "deliveries of output",
                most -> PostgresOutputs.forget(
                        database, clock.instant().minus(settings.limits().kept()), most)));
    }

    /** Tasks that move together are summed up together. */
    private Executor aMomentLater() {
        return CompletableFuture.delayedExecutor(TOGETHER.toMillis(), TimeUnit.MILLISECONDS, soon);
    }

    private static void register(
            InvocationRecords records, KickRecords kicks, PresenceRecords presence, AlertRecords alerts) {
        records.register();
        alerts.register();
        presence.register();
        kicks.register();
    }

    private static World world(Clock clock) {
        World usual = World.of(clock);
        return new World(
                clock,
                time -> usual.pause().pause(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time),
                usual.faults());
    }

    private TimerLoop timers(String ledger, Consumer<Timer.Due> fire, TimerLoop.Settings pace, World world) {
        return new TimerLoop(new PostgresTimers(ledger, database), fire, world, pace);
    }

    private Loop loop(String name, Runnable work, Runnable end) {
        return new Loop(name, databasePreparation.done(), work, end);
    }

    private void migrate() throws java.sql.SQLException {
        var patient = new PatientConnections(database);
        Flyway.configure()
                .dataSource(patient)
                .locations("classpath:db/migration/invocation")
                .load()
                .migrate();
        LedgerTables.create(patient);
        PostgresClientTokens.create(patient);
    }

    @Override
    public void close() {
        if (simulated != null) {
            simulated.close();
        }
        databasePreparation.close();
        schemasPreparation.close();
        topicsPreparation.close();
        forgetting.close();
        sweeping.close();
        telling.close();
        outputLoops.close();
        feeds.close();
        kickBus.close();
        loops.forEach(Loop::close);
        soon.shutdown();
        sink.close();
        peers.close();
        spent.close();
        registry.close();
        database.close();
    }
}
