package io.opsbus.event.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** One event-service on the backbone, with a database and a consumer group of its own. */
final class RunningService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.url = "http://127.0.0.1:" + context.getBean(Environment.class).getRequiredProperty("local.server.port");
    }

    /** Starts it; the caller waits for readiness if it needs it. */
    static RunningService start(String registry, Map<String, String> more) {
        var backbone = Backbone.get();
        var database = backbone.postgres().newDatabase();
        var settings = new HashMap<String, Object>(Map.of(
                "opsbus.kafka.bootstrap", backbone.bootstrap(),
                "opsbus.registry.url", registry,
                "opsbus.postgres.url", backbone.postgres().serverUrl(),
                "opsbus.postgres.user", database.user(),
                "opsbus.postgres.password", database.password(),
                "opsbus.event.database", database.name(),
                "opsbus.event.group", "test-" + UUID.randomUUID(),
                "opsbus.event.port", 0));
        settings.putAll(more);
        return new RunningService(Main.start(settings));
    }

    /** One service for all tests of this JVM that leave it as they found it; ends with the JVM. */
    static RunningService shared() {
        return Shared.SERVICE;
    }

    /** The registry of {@link #shared}. */
    static FakeRegistry sharedRegistry() {
        return Shared.REGISTRY;
    }

    private static final class Shared {
        private static final FakeRegistry REGISTRY = new FakeRegistry();
        private static final RunningService SERVICE = startReady(REGISTRY.url());
    }

    static RunningService startReady(String registry) {
        var service = start(registry, Map.of());
        service.awaitReady();
        return service;
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/health/readiness").statusCode() == 200);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> post(String json) {
        return post(json, Map.of());
    }

    HttpResponse<String> post(String json, Map<String, String> headers) {
        var request = request("/events").header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        return send(request.POST(BodyPublishers.ofString(json)).build());
    }

    HttpResponse<String> post(byte[] body) {
        return send(request("/events")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
