package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.testkit.Backbone;
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
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** One notifier-service on the backbone, with a database of its own. */
final class RunningNotifier implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private RunningNotifier(ConfigurableApplicationContext context) {
        this.context = context;
        this.url = "http://127.0.0.1:" + context.getBean(Environment.class).getRequiredProperty("local.server.port");
    }

    static Map<String, Object> settings(String registry, Backbone.Database database) {
        var backbone = Backbone.get();
        var settings = new HashMap<String, Object>(Map.of(
                "opsbus.kafka.bootstrap", backbone.bootstrap(),
                "opsbus.registry.url", registry,
                "opsbus.postgres.url", backbone.postgres().serverUrl(),
                "opsbus.postgres.user", database.user(),
                "opsbus.postgres.password", database.password(),
                "opsbus.notifier.database", database.name(),
                "opsbus.notifier.egress.allow", "127.0.0.0/8",
                "opsbus.notifier.secrets.master-key", Base64.getEncoder().encodeToString(new byte[32]),
                "opsbus.notifier.retry.first", "300ms",
                "opsbus.notifier.port", 0));
        settings.put("opsbus.internal-key", KEY);
        settings.put("opsbus.notifier.kafka-topics[0].account", "*");
        settings.put("opsbus.notifier.kafka-topics[0].bootstrap", backbone.bootstrap());
        settings.put("opsbus.notifier.kafka-topics[0].prefix", "own.{account}.");
        return settings;
    }

    static RunningNotifier startReady(String registry) {
        return startReady(registry, Map.of());
    }

    static RunningNotifier startReady(String registry, Map<String, Object> more) {
        var settings = settings(registry, Backbone.get().postgres().newDatabase());
        settings.putAll(more);
        return startReady(settings);
    }

    static RunningNotifier startReady(Map<String, Object> settings) {
        var service = new RunningNotifier(Main.start(settings));
        service.awaitReady();
        return service;
    }

    void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var health = get("/health/readiness");
            org.assertj.core.api.Assertions.assertThat(health.statusCode())
                    .as(health.body())
                    .isEqualTo(200);
        });
    }

    /** Subscribes an account to everything of these levels and returns the subscription. */
    JsonNode subscribe(String account, String target, List<String> levels) {
        var body = JSON.createObjectNode();
        levels.forEach(body.putArray("levels")::add);
        body.putArray("names").add("*");
        body.put("product", "ECS");
        body.putArray("resources").add("*");
        body.putObject("target").put("type", "webhook").put("url", target);
        var answer = post("/accounts/" + account + "/subscriptions", body.toString());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    HttpResponse<String> put(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).DELETE());
    }

    /** Asks as the gateway does; names and values in turn. */
    JsonNode ask(String account, String action, String... parameters) {
        var answer = send(asked(HttpRequest.newBuilder(URI.create(url + "/rpc")), account, action, parameters));
        if (answer.statusCode() != 200) {
            throw new AssertionError(action + ": " + answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    /** A request as the gateway makes it. */
    static HttpRequest.Builder asked(HttpRequest.Builder request, String account, String action, String... parameters) {
        var form = new StringBuilder();
        for (var at = 0; at < parameters.length; at += 2) {
            form.append(at == 0 ? "" : "&")
                    .append(PercentText.encode(parameters[at]))
                    .append('=')
                    .append(PercentText.encode(parameters[at + 1]));
        }
        var body = form.toString().getBytes(UTF_8);
        var identity = new Identity(
                account,
                "key",
                new ActionName("2019-01-01", action),
                "R",
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                Instant.now());
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, InternalKey.of(KEY).sign(identity, body))
                .POST(BodyPublishers.ofByteArray(body));
    }

    JsonNode stats() {
        return json(get("/deliveries/stats").body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
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
