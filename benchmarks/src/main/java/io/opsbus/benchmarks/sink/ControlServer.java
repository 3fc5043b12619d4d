package io.opsbus.benchmarks.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * How a benchmark speaks to its sink, on a port of its own: {@code GET /reading}; {@code POST /phase} with a
 * {@link Phase}; {@code POST /apart} with an {@link Apart}. Every answer is the {@link Reading} afterwards.
 */
final class ControlServer {
    private final ObjectMapper json = new ObjectMapper();
    private final Tally tally;
    private final HttpServer server;

    ControlServer(Tally tally, int port) throws IOException {
        this.tally = tally;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.createContext("/reading", this::answer);
        server.createContext("/phase", exchange -> {
            tally.begin(json.readValue(exchange.getRequestBody(), Phase.class));
            answer(exchange);
        });
        server.createContext("/apart", exchange -> {
            tally.apart(json.readValue(exchange.getRequestBody(), Apart.class));
            answer(exchange);
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = json.writeValueAsBytes(tally.read());
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
