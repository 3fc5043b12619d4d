package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a notifier is spoken to, wherever it runs. */
final class NotifierDoor implements AutoCloseable {
    /** What the gateway signs with. */
    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Port port;
    private String token = "";

    /** Where it listens, or why not. */
    interface Port {
        int get() throws IOException;
    }

    NotifierDoor(Port port) {
        this.port = port;
    }

    /** Who asks shows this token from now on. */
    void showing(String operatorToken) {
        token = operatorToken;
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> how) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path))
                .timeout(PATIENCE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(how.apply(request).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As JSON to be posted or put. */
    static UnaryOperator<HttpRequest.Builder> posting(String json) {
        return request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    /** A subscription to everything of these levels. */
    static ObjectNode subscription(List<String> levels, Map<String, Object> target) {
        var body = JSON.createObjectNode();
        levels.forEach(body.putArray("levels")::add);
        body.putArray("names").add("*");
        body.put("product", "ECS");
        body.putArray("resources").add("*");
        body.set("target", JSON.valueToTree(target));
        return body;
    }

    /** A request as the gateway makes it. */
    static HttpRequest.Builder asked(HttpRequest.Builder request, String account, String action, String... parameters) {
        return asked(request, Hops.NONE, account, action, parameters);
    }

    /** One that tells what notifiers have told so often. */
    static HttpRequest.Builder asked(
            HttpRequest.Builder request, Hops hops, String account, String action, String... parameters) {
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
                Instant.now(),
                hops);
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .header(InternalKey.HEADER, InternalKey.of(KEY).sign(identity, body))
                .POST(BodyPublishers.ofByteArray(body));
    }

    @Override
    public void close() {
        http.close();
    }
}
