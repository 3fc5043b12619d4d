package io.opsbus.command.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Slot;
import io.opsbus.command.bus.CommandRecords;
import io.opsbus.command.bus.InvocationRecords;
import io.opsbus.command.bus.UseRecords;
import io.opsbus.command.rpc.CommandActions;
import io.opsbus.command.rpc.peer.RemoteInvocations;
import io.opsbus.command.store.CommandStates;
import io.opsbus.command.store.PostgresCommandUses;
import io.opsbus.command.store.PostgresCommands;
import io.opsbus.command.store.PostgresInvokeTimes;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.inbox.Feed;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PatientConnections;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresOutbox;
import io.opsbus.ledger.postgres.PostgresParkedRecords;
import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.start.Forgetting;
import io.opsbus.ledger.start.Loop;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.RememberedSchemas;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * Everything behind the actions, put together: database, ledger, relay, and what prepares them in the background. It starts
 * whatever is away; health says what.
 */
final class Engine implements AutoCloseable {
    /** Longer than the bus keeps what it tells of invocations. */
    private static final Duration COUNTED = Duration.ofDays(8);

    /** Longest pause between two tries of a change, so that a caller hears within seconds that the database is away. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    /** Longest wait for a connection: the ledger tries several times before it gives a change up. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    final HikariDataSource database;
    final SchemaRegistry registry;
    final Preparation databasePreparation;
    final Preparation topicsPreparation;
    final Preparation schemasPreparation;
    final Relay relay;
    final PostgresClientTokens tokens;
    final ActionTable actions;
    private final RemoteInvocations held;
    private final KafkaFactSink sink;
    private final Loop relayLoop;
    private final Forgetting forgetting;
    final Feed<UseNews> uses;
    final Feed<InvocationNews> invocations;

    Engine(Settings settings, Clock clock) {
        database = settings.postgres().pool("command-service", PATIENCE);
        registry = new RememberedSchemas(
                new HttpSchemaRegistry(RegistryAccess.of(settings.bus().registryUrl(), null)));
        var records = new CommandRecords(registry);
        World world = world(clock);
        sink = KafkaFactSink.open(producer(settings.bus()));
        relay = new Relay(new PostgresOutbox(database), sink, world, Relay.Settings.DEFAULT);
        tokens = new PostgresClientTokens(database);
        Ledger<CommandPlace, Slot, CommandFact> ledger =
                new PostgresLedger<>("command", database, new CommandStates(), records, world, relay::wake);
        var times = new PostgresInvokeTimes(Jdbi.create(database));
        held = new RemoteInvocations(settings.invocations(), settings.rpc().keyOrNobodys(), clock);
        actions = CommandActions.table(
                settings.catalogue().limits(),
                settings.catalogue().regions(),
                ledger,
                new PostgresCommands(Jdbi.create(database)),
                times,
                held);
        databasePreparation = new Preparation("database", this::migrate, clock).start();
        schemasPreparation = new Preparation("schemas", records::register, clock).start();
        topicsPreparation = new Preparation("topics", () -> createTopics(settings.bus()), clock).start();
        relayLoop = new Loop("command-service-relay", databasePreparation.done(), relay, relay::close);
        uses = new Feed<>(
                        new Feed.Source(settings.bus().bootstrap(), "command-service.uses", Topics.COMMAND_USES.name()),
                        new UseRecords(registry)::read,
                        new PostgresCommandUses(Jdbi.create(database))::take,
                        new PostgresParkedRecords(database))
                .start();
        invocations = new Feed<>(
                        new Feed.Source(
                                settings.bus().bootstrap(),
                                "command-service.invocations",
                                Topics.INVOCATION_STATUS.name()),
                        new InvocationRecords(registry)::read,
                        times::count,
                        new PostgresParkedRecords(database))
                .start();
        var kept = settings.catalogue().keys();
        forgetting = new Forgetting(Map.of(
                        "change keys",
                        most -> LedgerTables.forgetAppliedBefore(
                                database, clock.instant().minus(kept), most),
                        "answers of old requests",
                        _ -> tokens.forget(clock.instant()),
                        "invocations that were counted",
                        most -> PostgresInvokeTimes.forget(
                                database, clock.instant().minus(COUNTED), most)))
                .start();
    }

    private static World world(Clock clock) {
        World usual = World.of(clock);
        return new World(
                clock,
                time -> usual.pause().pause(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time),
                usual.faults());
    }

    private void migrate() throws java.sql.SQLException {
        var patient = new PatientConnections(database);
        Flyway.configure()
                .dataSource(patient)
                .locations("classpath:db/migration/command")
                .load()
                .migrate();
        LedgerTables.create(patient);
        PostgresClientTokens.create(patient);
    }

    private static Map<String, Object> producer(BusSettings bus) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bus.bootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "command-service.relay",
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000,
                ProducerConfig.LINGER_MS_CONFIG,
                2);
    }

    private static void createTopics(BusSettings bus) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bus.bootstrap(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "command-service.topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
        try (Admin admin = Admin.create(config)) {
            Topics.create(admin, bus.replication());
        }
    }

    @Override
    public void close() {
        databasePreparation.close();
        schemasPreparation.close();
        topicsPreparation.close();
        forgetting.close();
        uses.close();
        invocations.close();
        relayLoop.close();
        sink.close();
        held.close();
        registry.close();
        database.close();
    }
}
