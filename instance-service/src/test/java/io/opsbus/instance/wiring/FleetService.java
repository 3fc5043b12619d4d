package io.opsbus.instance.wiring;

import io.opsbus.instance.control.Fleet;
import io.opsbus.rpc.micronaut.RunningService;
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
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** One instance-service on the backbone. */
final class FleetService implements AutoCloseable {
    static final String OPERATOR = "an-operator-s-token-of-length";

    private final RunningService service;
    private final HttpClient http = HttpClient.newHttpClient();

    private FleetService(RunningService service) {
        this.service = service;
    }

    /** Settings of one on this database; machines are quick. */
    static Map<String, Object> settings(Backbone.Database database, String registry) {
        var backbone = Backbone.get();
        // a group of its own: another test's service on the same Kafka must not take its orders
        Map<String, Object> settings =
                new HashMap<>(Map.of("opsbus.instance.duties-group", "duties-" + database.name()));
        settings.put("opsbus.operator-token", OPERATOR);
        settings.putAll(Map.of(
                "opsbus.kafka.bootstrap", backbone.bootstrap(),
                "opsbus.registry.url", registry,
                "opsbus.postgres.url", backbone.postgres().serverUrl(),
                "opsbus.postgres.user", database.user(),
                "opsbus.postgres.password", database.password(),
                "opsbus.instance.database", database.name(),
                "opsbus.instance.simulated.quickest", "1ms",
                "opsbus.instance.simulated.slowest", "20ms",
                "opsbus.instance.port", 0));
        return settings;
    }

    static FleetService start(Map<String, Object> settings) {
        return new FleetService(Main.SERVICE.start(settings));
    }

    FleetService ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get("/health/readiness").statusCode() == 200);
        return this;
    }

    Fleet fleet() {
        return service.context().getBean(Fleet.class);
    }

    HttpResponse<String> get(String path) {
        return answer(HttpRequest.newBuilder(URI.create(service.url() + path)));
    }

    HttpResponse<String> post(String path, String form, String token) {
        return answer(HttpRequest.newBuilder(URI.create(service.url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
        http.close();
    }
}
