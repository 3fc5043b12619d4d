package io.opsbus.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A webhook receiver on a free loopback port that keeps what it is sent. */
final class Receiver implements AutoCloseable {
    /**
     * One request as it came.
     *
     * @param atNanos {@link System#nanoTime} of the arrival
     */
    record Arrival(JsonNode body, long atNanos) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** What came for the event with this id. */
    Optional<Arrival> of(String eventId) {
        return Optional.ofNullable(arrivals.get(eventId));
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        arrivals.putIfAbsent(body.path("id").asText(), new Arrival(body, now));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
