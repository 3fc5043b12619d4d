package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
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
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** One event-service on the backbone, with a database and a consumer group of its own. */
final class RunningService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the gateway signs with. */
    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.url = "http://127.0.0.1:" + context.getBean(Environment.class).getRequiredProperty("local.server.port");
    }

    /** Settings of one with a database and consumer groups of its own. */
    static Map<String, Object> settings(String registry) {
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
        settings.put("opsbus.event.fleet-group", "test-" + UUID.randomUUID());
        settings.put("opsbus.internal-key", KEY);
        return settings;
    }

    /** Starts it; the caller waits for readiness if it needs it. */
    static RunningService start(String registry, Map<String, String> more) {
        var settings = settings(registry);
        settings.putAll(more);
        return start(settings);
    }

    /** Starts it with exactly these settings. */
    static RunningService start(Map<String, Object> settings) {
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

    Object bean(ResolvableType type) {
        return context.getBeanProvider(type).getObject();
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

    /** Asks the API as the gateway does. */
    HttpResponse<String> rpc(String account, String action, Map<String, String> parameters) {
        var identity = new Identity(
                account,
                "key",
                new ActionName("2014-05-26", action),
                UUID.randomUUID().toString(),
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                Instant.now());
        byte[] body = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                        .collect(Collectors.joining("&"))
                        .getBytes(UTF_8);
        return send(request("/rpc")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, InternalKey.of(KEY).sign(identity, body))
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
