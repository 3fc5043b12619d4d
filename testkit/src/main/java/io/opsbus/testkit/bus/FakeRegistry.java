package io.opsbus.testkit.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.schemas.registry.Compatibility;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** As much of the Confluent REST API as the service uses, over HTTP; can be taken away and brought back. */
public final class FakeRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemorySchemaRegistry schemas = new InMemorySchemaRegistry();
    private HttpServer server = listening(0);
    private volatile boolean away;

    /** Starts on a free loopback port. */
    public FakeRegistry() {
        serve();
    }

    private static HttpServer listening(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Nobody listens any more, and every connection breaks. */
    public void kill() {
        server.stop(0);
    }

    /** Listens again where it did, with the schemas it had. */
    public void start() {
        server = listening(server.getAddress().getPort());
        serve();
    }

    /** For {@code schema.registry.url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same schemas without HTTP, for the test's own consumer; not affected by {@link #away}. */
    public SchemaRegistry schemas() {
        return schemas;
    }

    /** From now on every request is answered 503, or no longer. */
    public void away(boolean gone) {
        away = gone;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (away) {
                send(exchange, 503, Map.of("error_code", 50301, "message", "away"));
                return;
            }
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
            switch (exchange.getRequestMethod() + " " + path[0]) {
                case "PUT config" -> {
                    schemas.setCompatibility(
                            path[1],
                            Compatibility.valueOf(
                                    JSON.readTree(body).get("compatibility").asText()));
                    send(exchange, 200, Map.of());
                }
                case "POST subjects" -> {
                    var schema = new Schema.Parser()
                            .parse(JSON.readTree(body).get("schema").asText());
                    send(exchange, 200, Map.of("id", schemas.register(path[1], schema)));
                }
                case "GET schemas" -> {
                    Optional<Schema> schema = schemas.byId(Integer.parseInt(path[2]));
                    send(
                            exchange,
                            schema.isPresent() ? 200 : 404,
                            schema.<Map<String, Object>>map(found -> Map.of("schema", found.toString()))
                                    .orElse(Map.of("error_code", 40403, "message", "Schema not found")));
                }
                default -> send(exchange, 404, Map.of("error_code", 40401, "message", "not faked"));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
