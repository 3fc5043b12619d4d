package io.opsbus.notifier.wiring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.testkit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notifier-service in a process of its own, on a port it keeps over its deaths. */
final class KillableNotifier implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> settings;
    private final Path log;
    private final int port;
    private @Nullable ServiceProcess process;

    KillableNotifier(Map<String, Object> settings, Path log) {
        this.settings = new HashMap<>(settings);
        this.log = log;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.settings.put("opsbus.notifier.port", port);
    }

    void start() {
        process = ServiceProcess.start(Main.class, settings, log);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Subscribes an account to every critical event, as soon as the service answers; returns the subscription's id. */
    String subscribe(String account, String url) {
        var body = new ObjectMapper().createObjectNode().put("product", "ECS");
        body.putArray("levels").add("CRITICAL");
        body.putArray("names").add("*");
        body.putArray("resources").add("*");
        body.putObject("target").put("url", url);
        var request = request("/accounts/" + account + "/subscriptions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(request, BodyHandlers.ofString()), answer -> answer.statusCode() == 201)
                .body()
                .replaceAll(".*\"id\":\"(sub-[^\"]+)\".*", "$1");
    }

    String post(String path, String form) {
        return send(request(path).POST(BodyPublishers.ofString(form)).build());
    }

    String get(String path) {
        return send(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** A service that does not answer yet says nothing. */
    private String send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
