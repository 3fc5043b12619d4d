package io.opsbus.testkit;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.KafkaSettings;
import io.opsbus.standalone.backbone.PostgresServer;
import io.opsbus.standalone.backbone.PostgresSettings;
import io.opsbus.standalone.backbone.PostgresSettings.Durability;
import io.opsbus.standalone.backbone.RegistryServer;
import io.opsbus.standalone.backbone.RegistrySettings;
import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.ChildGuard;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Child processes of the test JVM, their data in a scratch folder that goes with them. */
final class EmbeddedBackbone implements Backbone, AutoCloseable {
    private final BackboneLayout layout;
    private final ChildGuard guard;
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final EmbeddedServer<RegistryServer> registry;

    private EmbeddedBackbone(BackboneLayout layout, Path scratch, ChildGuard guard) {
        this.layout = layout;
        this.guard = guard;
        this.kafka = new EmbeddedKafka(guard, kafkaStarter(scratch));
        this.postgres = new EmbeddedPostgres(guard, postgresStarter(scratch));
        this.registry = new EmbeddedServer<>(guard, registryStarter(scratch));
    }

    /** A backbone of its own; ends with this JVM at the latest. */
    static EmbeddedBackbone make() {
        try {
            BackboneLayout layout = BackboneLayout.find();
            Path runs = layout.aotCaches().resolveSibling("runs");
            Files.createDirectories(runs);
            Path scratch =
                    Files.createTempDirectory(runs, ProcessHandle.current().pid() + "-");
            return new EmbeddedBackbone(layout, scratch, ChildGuard.start(scratch));
        } catch (StartFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Kafka kafka() {
        kafka.running();
        return kafka;
    }

    @Override
    public Postgres postgres() {
        postgres.running();
        return postgres;
    }

    @Override
    public String registryUrl() {
        return registry.running().url();
    }

    /** Process that ends the children when this JVM is gone. */
    long guardPid() {
        return guard.pid();
    }

    @Override
    public void close() {
        guard.close();
    }

    private EmbeddedServer.Starter<KafkaServer> kafkaStarter(Path scratch) {
        int port = Ports.free();
        int controllerPort = Ports.free();
        return () -> KafkaServer.start(
                layout,
                new KafkaSettings(
                        scratch.resolve("kafka"),
                        scratch.resolve("kafka.log"),
                        port,
                        controllerPort,
                        // a test's consumer should notice a killed member soon
                        Map.of("group.min.session.timeout.ms", "1000"),
                        KafkaSettings.quickJvm(cache("kafka"))));
    }

    private EmbeddedServer.Starter<PostgresServer> postgresStarter(Path scratch) {
        int port = Ports.free();
        return () -> PostgresServer.start(
                layout,
                new PostgresSettings(
                        layout.postgres(),
                        scratch.resolve("postgres"),
                        scratch.resolve("postgres.log"),
                        port,
                        Durability.PROCESS_DEATH,
                        100));
    }

    private EmbeddedServer.Starter<RegistryServer> registryStarter(Path scratch) {
        int port = Ports.free();
        int managementPort = Ports.free();
        return () -> RegistryServer.start(
                layout,
                new RegistrySettings(
                        new RegistrySettings.Storage.InMemory(),
                        scratch.resolve("registry.log"),
                        port,
                        managementPort,
                        RegistrySettings.smallJvm(cache("registry"))));
    }

    private Optional<AotCache> cache(String program) {
        return Optional.of(new AotCache(layout.aotCaches(), program + "-test"));
    }
}
