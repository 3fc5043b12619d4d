package io.opsbus.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.avro.Schema;

/** The Confluent REST API over a registry in memory, with failures on demand. */
public final class ConfluentServer implements AutoCloseable {
    /** No status: an answer that begins, and stops. */
    static final int STOPS = 0;

    private static final JsonMapper JSON = new JsonMapper();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Queue<Integer> failures = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server;
    private String idAnswer = "";

    public ConfluentServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    /** The next requests get these statuses instead of an answer. */
    public synchronized void failWith(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    /** Every look-up of an id gets this body from now on. */
    public synchronized void answerIdsWith(String body) {
        idAnswer = body;
    }

    /** Method, path and authorization of each request so far. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api".length());
        requests.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Integer failure = failures.poll();
        if (failure != null && failure == STOPS) {
            exchange.sendResponseHeaders(200, 500);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return;
        }
        if (failure != null) {
            send(exchange, failure, "<html>no</html>");
            return;
        }
        try {
            route(exchange, path, body.length == 0 ? JSON.nullNode() : JSON.readTree(body));
        } catch (SchemaRefused refused) {
            send(exchange, 409, JSON.writeValueAsString(Map.of("error_code", 409, "message", refused.getMessage())));
        }
    }

    private void route(HttpExchange exchange, String path, JsonNode body) throws IOException {
        if (path.startsWith("/schemas/ids/")) {
            var schema = registry.byId(Integer.parseInt(path.substring("/schemas/ids/".length())));
            String answer = schema.isEmpty()
                    ? ""
                    : JSON.writeValueAsString(Map.of("schema", schema.get().toString()));
            send(exchange, schema.isEmpty() ? 404 : 200, idAnswer.isEmpty() ? answer : idAnswer);
        } else if (path.startsWith("/config/")) {
            registry.setCompatibility(
                    path.substring("/config/".length()),
                    Compatibility.valueOf(body.get("compatibility").asText()));
            send(exchange, 200, body.toString());
        } else if (path.endsWith("/versions")) {
            String subject = path.substring("/subjects/".length(), path.length() - "/versions".length());
            send(exchange, 200, "{\"id\":" + registry.register(subject, schema(body)) + "}");
        } else {
            var id = registry.idOf(path.substring("/subjects/".length()), schema(body));
            send(
                    exchange,
                    id.isPresent() ? 200 : 404,
                    id.isPresent()
                            ? "{\"subject\":\"s\",\"id\":" + id.getAsInt() + ",\"references\":[]}"
                            : "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        }
    }

    private static Schema schema(JsonNode body) {
        return new Schema.Parser().parse(body.get("schema").asText());
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
