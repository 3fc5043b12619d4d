package io.opsbus.benchmarks.process;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.schemas.Topics;
import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.backbone.BackboneServer;
import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.KafkaSettings;
import io.opsbus.standalone.backbone.PostgresServer;
import io.opsbus.standalone.backbone.PostgresSettings;
import io.opsbus.standalone.backbone.RegistryServer;
import io.opsbus.standalone.backbone.RegistrySettings;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Kafka, PostgreSQL and the registry of one run, with the settings {@code ./opsbus up} gives them, on free ports. */
public record BenchBackbone(KafkaServer kafka, PostgresServer postgres, RegistryServer registry) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Starts all three, waits for them, makes topics and databases.
     *
     * @param databases to be made
     * @param more topics beside those of the bus
     */
    public static BenchBackbone start(Home home, Programs programs, List<String> databases, List<NewTopic> more)
            throws BenchFailure {
        try {
            var layout = new BackboneLayout(home.path());
            var backbone = new BenchBackbone(
                    watched(programs, KafkaServer.start(layout, kafka(programs))),
                    watched(programs, PostgresServer.start(layout, postgres(layout, programs))),
                    watched(programs, RegistryServer.start(layout, registry(programs))));
            backbone.kafka.awaitReady(PATIENCE);
            backbone.postgres.awaitReady(PATIENCE);
            backbone.registry.awaitReady(PATIENCE);
            backbone.makeTopics(more);
            for (String database : databases) {
                backbone.makeDatabase(database);
            }
            return backbone;
        } catch (StartFailure e) {
            throw new BenchFailure(e.getMessage(), e);
        }
    }

    private static KafkaSettings kafka(Programs programs) {
        return new KafkaSettings(
                programs.scratch().resolve("kafka"),
                programs.log("kafka"),
                Ports.free(),
                Ports.free(),
                Map.of(),
                KafkaSettings.smallJvm(Optional.empty()));
    }

    private static PostgresSettings postgres(BackboneLayout layout, Programs programs) {
        return new PostgresSettings(
                layout.postgres(),
                programs.scratch().resolve("postgres"),
                programs.log("postgres"),
                Ports.free(),
                PostgresSettings.Durability.POWER_LOSS,
                PostgresSettings.DEFAULT_CONNECTIONS);
    }

    private static RegistrySettings registry(Programs programs) {
        return new RegistrySettings(
                new RegistrySettings.Storage.InMemory(),
                programs.log("registry"),
                Ports.free(),
                Ports.free(),
                KafkaSettings.smallJvm(Optional.empty()));
    }

    private static <S extends BackboneServer> S watched(Programs programs, S server) {
        programs.watch(server.child(), server.endSignal());
        return server;
    }

    private void makeTopics(List<NewTopic> more) throws BenchFailure {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap()))) {
            Topics.create(admin, (short) 1);
            admin.createTopics(more).all().get();
        } catch (ExecutionException e) {
            throw new BenchFailure("cannot make topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private void makeDatabase(String name) throws BenchFailure {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new BenchFailure("cannot make the database: " + e.getMessage(), e);
        }
    }

    /** The processes whose clocks are read. */
    public Map<String, Long> pids() {
        return Map.of(
                "broker", kafka.child().pid(),
                "postgres", postgres.child().pid(),
                "registry", registry.child().pid());
    }
}
