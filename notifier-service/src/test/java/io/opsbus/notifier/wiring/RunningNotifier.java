package io.opsbus.notifier.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.testkit.Backbone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** One notifier-service on the backbone, with a database of its own. */
final class RunningNotifier implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigurableApplicationContext context;
    private final NotifierDoor door;

    private RunningNotifier(ConfigurableApplicationContext context) {
        this.context = context;
        var port = Integer.parseInt(context.getBean(Environment.class).getRequiredProperty("local.server.port"));
        this.door = new NotifierDoor(() -> port);
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
        settings.put("opsbus.internal-key", NotifierDoor.KEY);
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
        var body = NotifierDoor.subscription(levels, Map.of("type", "webhook", "url", target));
        var answer = post("/accounts/" + account + "/subscriptions", body.toString());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    HttpResponse<String> post(String path, String json) {
        return send(path, NotifierDoor.posting(json));
    }

    /** Posts a form. */
    HttpResponse<String> send(String path, Map<String, String> form) {
        var text = form.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                path,
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(text)));
    }

    HttpResponse<String> get(String path) {
        return send(path, request -> request);
    }

    HttpResponse<String> put(String path, String json) {
        return send(
                path,
                request -> request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) {
        return send(path, HttpRequest.Builder::DELETE);
    }

    /** Asks as the gateway does; names and values in turn. */
    JsonNode ask(String account, String action, String... parameters) {
        var answer = send("/rpc", request -> NotifierDoor.asked(request, account, action, parameters));
        if (answer.statusCode() != 200) {
            throw new AssertionError(action + ": " + answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    /** Gives a rule a webhook. */
    void callBack(String account, String rule, String url) {
        ask(
                account,
                "PutEventRuleTargets",
                "RuleName",
                rule,
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                url);
    }

    /** Asks likewise, without looking at what comes of it. */
    HttpResponse<String> tell(Hops hops, String account, String action, String... parameters) {
        return send("/rpc", request -> NotifierDoor.asked(request, hops, account, action, parameters));
    }

    JsonNode stats() {
        return json(get("/deliveries/stats").body());
    }

    private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> how) {
        try {
            return door.send(path, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        door.close();
    }
}
