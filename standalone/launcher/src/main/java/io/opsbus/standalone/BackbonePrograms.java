package io.opsbus.standalone;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.KafkaSettings;
import io.opsbus.standalone.backbone.RegistryServer;
import io.opsbus.standalone.backbone.RegistrySettings;
import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.StartFailure;
import io.opsbus.standalone.supervise.Probe;
import io.opsbus.standalone.supervise.Program;
import io.opsbus.standalone.supervise.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kafka, PostgreSQL and the registry as programs of the supervisor. */
final class BackbonePrograms {
    /** A first orderly stop also writes the start-up cache. */
    static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final BackboneLayout layout;
    private final Database database;
    private final DataFolder data;

    BackbonePrograms(Settings settings, BackboneLayout layout, Database database) {
        this.settings = settings;
        this.layout = layout;
        this.database = database;
        this.data = new DataFolder(settings.data());
    }

    Program kafka() {
        int port = settings.ports().kafka();
        return program("kafka", "TERM", List.of(), Probe.port(port), () -> {
            var jvm = KafkaSettings.smallJvm(Optional.of(new AotCache(data.cache(), "kafka")));
            var server = KafkaServer.start(
                    layout,
                    new KafkaSettings(
                            data.kafka(),
                            data.log("kafka"),
                            DataFolder.LOG_BOUND,
                            port,
                            settings.ports().kafkaController(),
                            Map.of(),
                            jvm));
            return Running.of(server.child());
        });
    }

    Program postgres() {
        // INT is PostgreSQL's fast shutdown: clients are cut off, nothing committed is lost
        return program(
                "postgres",
                "INT",
                List.of(),
                database.probe(),
                () -> Running.of(database.start().child()));
    }

    Program registry() {
        URI subjects = URI.create(settings.registryUrl() + "/subjects");
        List<String> after = settings.externalPostgres() == null ? List.of("postgres") : List.of();
        return program("registry", "TERM", after, Probe.http(HttpClient.newHttpClient(), List.of(subjects)), () -> {
            var storage = new RegistrySettings.Storage.Postgres(
                    settings.postgresUrl() + "opsbus_registry", database.user(), database.password());
            var jvm = RegistrySettings.smallJvm(Optional.of(new AotCache(data.cache(), "registry")));
            var server = RegistryServer.start(
                    layout,
                    new RegistrySettings(
                            storage,
                            data.log("registry"),
                            DataFolder.LOG_BOUND,
                            settings.ports().registry(),
                            settings.ports().registryManagement(),
                            jvm));
            return Running.of(server.child());
        });
    }

    /** A starter of the backbone module: its failures carry a sentence for the operator. */
    @FunctionalInterface
    interface BackboneStart {
        Running start() throws StartFailure;
    }

    private Program program(String name, String signal, List<String> after, Probe probe, BackboneStart start) {
        Program.Start begin = () -> {
            try {
                return start.start();
            } catch (StartFailure cannot) {
                throw new IOException(cannot.getMessage(), cannot);
            }
        };
        return new Program(name, begin, data.log(name), after, probe, new Program.Stop(signal, STOP_PATIENCE));
    }
}
