package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.RegistrySettings.Storage;
import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Apicurio Registry in a JVM of its own; we speak only its Confluent-compatible API.
 *
 * @param trainsCache this run writes an AOT cache when it ends in an orderly way, which takes some seconds more
 */
public record RegistryServer(RegistrySettings settings, Child child, boolean trainsCache) implements BackboneServer {
    private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    /** Starts the registry; see {@link #awaitReady}. */
    public static RegistryServer start(BackboneLayout layout, RegistrySettings settings) throws StartFailure {
        Ports.requireFree("the schema registry", settings.port());
        Ports.requireFree("the schema registry's management", settings.managementPort());
        Path folder = layout.registry();
        var flags = new ArrayList<>(settings.jvm().flags());
        properties(settings).forEach((key, value) -> flags.add("-D" + key + "=" + value));
        List<String> command = new JavaProgram(
                        List.of(folder.resolve("quarkus-run.jar")),
                        MAIN,
                        flags,
                        List.of(),
                        settings.jvm().aotCache())
                .command();
        Child child = Child.start("registry", command, secrets(settings.storage()), settings.log(), settings.bound());
        return new RegistryServer(settings, child, AotCache.trains(command));
    }

    private static Map<String, String> properties(RegistrySettings settings) {
        var p = new HashMap<String, String>();
        p.put("quarkus.http.host", "127.0.0.1");
        p.put("quarkus.http.port", Integer.toString(settings.port()));
        p.put("quarkus.management.host", "127.0.0.1");
        p.put("quarkus.management.port", Integer.toString(settings.managementPort()));
        p.put("quarkus.log.level", "WARN");
        p.put("apicurio.storage.kind", "sql");
        p.putAll(quiet());
        switch (settings.storage()) {
            case Storage.InMemory() -> p.put("apicurio.storage.sql.kind", "h2");
            case Storage.Postgres(String url, String user, String password) -> {
                p.put("apicurio.storage.sql.kind", "postgresql");
                p.put("apicurio.datasource.url", url);
                p.put("apicurio.datasource.username", user);
            }
        }
        return p;
    }

    /** Nothing leaves the machine, nothing is served that we do not use. */
    private static Map<String, String> quiet() {
        return Map.of(
                "quarkus.otel.sdk.disabled", "true",
                "apicurio.usage.telemetry.enabled", "false",
                "quarkus.log.console.json.enabled", "true",
                // its own defaults name settings it no longer knows, and it says so at every start
                "quarkus.log.category.\"io.quarkus.config\".level", "ERROR");
    }

    /** What must not stand on a command line, which every user of the machine can read. */
    private static Map<String, String> secrets(Storage storage) {
        return switch (storage) {
            case Storage.InMemory() -> Map.of();
            case Storage.Postgres(String url, String user, String password) ->
                Map.of("APICURIO_DATASOURCE_PASSWORD", password);
        };
    }

    /** Base of the Confluent-compatible API. */
    public String url() {
        return "http://127.0.0.1:" + settings.port() + "/apis/ccompat/v7";
    }

    @Override
    public Signal endSignal() {
        return Signal.TERM;
    }

    @Override
    public void awaitReady(Duration limit) throws StartFailure {
        Readiness.await(child, limit, this::answers);
    }

    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) URI.create(url() + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
