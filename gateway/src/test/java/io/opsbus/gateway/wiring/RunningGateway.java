package io.opsbus.gateway.wiring;

import io.opsbus.gateway.rpc.Signed;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** A gateway on the backbone, and a client of it. */
final class RunningGateway implements AutoCloseable {
    static final String ACCOUNT = "1000000000000001";
    static final String KEY = "OBbuilt-in-key";
    static final String SECRET = "the built-in key's secret";

    private final RunningService service;
    private final HttpClient client;

    private RunningGateway(RunningService service, HttpClient client) {
        this.service = service;
        this.client = client;
    }

    /** Starts one and waits until it is prepared. */
    static RunningGateway start(FakeRegistry registry, Backbone.Database database, Map<String, Object> more) {
        return start(registry, database, more, HttpClient.newHttpClient());
    }

    /** The same, with a client that trusts its certificate. */
    static RunningGateway start(
            FakeRegistry registry, Backbone.Database database, Map<String, Object> more, HttpClient client) {
        Map<String, Object> settings = new HashMap<>(Keys.with(Map.of(
                "opsbus.kafka.bootstrap", Backbone.get().bootstrap(),
                "opsbus.registry.url", registry.url(),
                "opsbus.postgres.url",
                        database.url().substring(0, database.url().lastIndexOf('/') + 1),
                "opsbus.gateway.database", database.name(),
                "opsbus.postgres.user", database.user(),
                "opsbus.postgres.password", database.password(),
                "opsbus.gateway.built-in.account-id", ACCOUNT,
                "opsbus.gateway.built-in.access-key-id", KEY,
                "opsbus.gateway.built-in.access-key-secret", SECRET)));
        settings.putAll(more);
        RunningGateway gateway = new RunningGateway(Main.SERVICE.start(settings), client);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> gateway.get("/health/readiness").statusCode() == 200);
        return gateway;
    }

    String url() {
        return service.url();
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(service.url() + path)).build(), BodyHandlers.ofString());
    }

    /** A request of the built-in account, not signed yet. */
    Signed version1(String action) {
        return Signed.version1(KEY, SECRET, action, Instant.now());
    }

    Signed acs3(String action) {
        return Signed.acs3(KEY, SECRET, action, Instant.now()).header("host", host());
    }

    private String host() {
        return service.url().substring(service.url().indexOf("//") + 2);
    }

    HttpResponse<String> send(Signed signed) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + "/?" + signed.query()))
                .POST(BodyPublishers.ofString(signed.form));
        signed.headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** As the operator. */
    HttpResponse<String> admin(String method, String path, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/admin" + path))
                .header("Authorization", "Bearer " + Keys.OPERATOR)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Waits until an action is routed. */
    void awaitRoute() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> send(version1("DescribeInstances").sign()).statusCode() == 200);
    }

    @Override
    public void close() {
        service.close();
        client.close();
    }
}
