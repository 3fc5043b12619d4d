package io.opsbus.standalone.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.backbone.PostgresSettings.Durability;
import io.opsbus.standalone.backbone.RegistrySettings.Storage;
import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path data;

    private final List<BackboneServer> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.reversed().forEach(server -> server.stop(Duration.ofMinutes(1)));
    }

    @Test
    void idsInPostgresSurviveAStopAndAKill() throws Exception {
        Storage storage = storage();
        RegistryServer first = ready(storage);
        List<Integer> before = register(first);
        assertThat(first.stop(Duration.ofMinutes(1))).isTrue();

        RegistryServer second = ready(storage);
        assertThat(schemas(second, before)).isEqualTo(names());
        assertThat(register(second)).isEqualTo(before);
        second.child().stop(Signal.KILL, Duration.ofSeconds(10));

        RegistryServer third = ready(storage);
        assertThat(schemas(third, before)).isEqualTo(names());
        assertThat(register(third)).isEqualTo(before);
    }

    private Storage storage() throws Exception {
        var layout = BackboneLayout.find();
        var settings = new PostgresSettings(
                layout.postgres(), data, data.resolve("postgres.log"), Ports.free(), Durability.PROCESS_DEATH, 40);
        PostgresServer postgres = PostgresServer.start(layout, settings);
        started.add(postgres);
        postgres.awaitReady(LIMIT);
        postgres.createDatabase("opsbus_registry");
        return new Storage.Postgres(postgres.jdbcUrl("opsbus_registry"), postgres.user(), postgres.password());
    }

    private RegistryServer ready(Storage storage) throws Exception {
        var layout = BackboneLayout.find();
        var jvm = RegistrySettings.smallJvm(Optional.of(new AotCache(layout.aotCaches(), "registry-test")));
        RegistryServer server = RegistryServer.start(
                layout, new RegistrySettings(storage, data.resolve("registry.log"), Ports.free(), Ports.free(), jvm));
        started.add(server);
        server.awaitReady(LIMIT);
        assertNoSecretOnTheCommandLine(server, storage);
        return server;
    }

    private static void assertNoSecretOnTheCommandLine(RegistryServer server, Storage storage) throws Exception {
        if (storage instanceof Storage.Postgres(String url, String user, String password)) {
            String line = Files.readString(
                    Path.of("/proc", Long.toString(server.child().pid()), "cmdline"));
            assertThat(line).contains(url).doesNotContain(password);
        }
    }

    private static List<String> names() {
        return IntStream.range(0, 5).mapToObj(i -> "R" + i).toList();
    }

    private static List<Integer> register(RegistryServer server) throws Exception {
        var ids = new ArrayList<Integer>();
        for (String name : names()) {
            String schema = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"%s\\\",\\\"fields\\\":[]}".formatted(name);
            String answer = call(server, "/subjects/" + name + "-value/versions", "{\"schema\":\"" + schema + "\"}");
            ids.add(Integer.valueOf(answer.replaceAll(".*\"id\":(\\d+).*", "$1")));
        }
        return ids;
    }

    private static List<String> schemas(RegistryServer server, List<Integer> ids) throws Exception {
        var found = new ArrayList<String>();
        for (int id : ids) {
            found.add(
                    call(server, "/schemas/ids/" + id, "").replaceAll(".*\\\\\"name\\\\\":\\\\\"(\\w+)\\\\\".*", "$1"));
        }
        return found;
    }

    private static String call(RegistryServer server, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.url() + path));
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
            }
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
