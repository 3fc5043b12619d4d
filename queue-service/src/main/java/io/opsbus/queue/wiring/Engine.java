package io.opsbus.queue.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.ledger.postgres.PatientConnections;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.queue.message.MessageId;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.rpc.QueueActions;
import io.opsbus.queue.store.PostgresMessages;
import io.opsbus.queue.store.PostgresQueues;
import io.opsbus.queue.store.RememberedQueues;
import io.opsbus.queue.wait.Reception;
import io.opsbus.queue.wait.Waiters;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.RememberedSchemas;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.flywaydb.core.Flyway;

/**
 * Everything behind the actions, put together: database, receivers that wait, and what prepares and looks after them in the
 * background. It starts whatever is away; health says what.
 */
final class Engine implements AutoCloseable {
    /** Longest wait for a connection. A statement takes milliseconds: who waits longer meets a server in trouble. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    final HikariDataSource database;
    final SchemaRegistry registry;
    final Preparation databasePreparation;
    final Preparation topicsPreparation;
    final Waiters waiters;
    final Messages messages;
    final ActionTable actions;
    private final Upkeep upkeep;
    private final SecureRandom random = new SecureRandom();

    Engine(Settings settings, Clock clock) {
        database = settings.postgres().pool("queue-service", PATIENCE);
        registry = new RememberedSchemas(
                new HttpSchemaRegistry(RegistryAccess.of(settings.bus().registryUrl(), null)));
        messages = new PostgresMessages(database);
        waiters = new Waiters(settings.limits().waiting(), settings.limits().waitingForOne());
        var reception = new Reception(messages, waiters, clock, System::nanoTime);
        actions = QueueActions.table(
                new QueueActions.Stores(new RememberedQueues(new PostgresQueues(database), System::nanoTime), messages),
                waiters,
                reception,
                this::freshId,
                settings.limits().queues());
        databasePreparation = new Preparation("database", this::migrate, clock).start();
        topicsPreparation = new Preparation("topics", () -> createTopics(settings.bus()), clock).start();
        upkeep = new Upkeep(databasePreparation).start(reception, messages, clock);
    }

    private MessageId freshId(Instant now) {
        return MessageId.of(now.toEpochMilli(), random.nextLong(), random.nextLong());
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(new PatientConnections(database))
                .locations("classpath:db/migration/queue")
                .load()
                .migrate();
    }

    private static void createTopics(BusSettings bus) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bus.bootstrap(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "queue-service.topics",
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
        waiters.close();
        databasePreparation.close();
        topicsPreparation.close();
        upkeep.close();
        registry.close();
        database.close();
    }
}
