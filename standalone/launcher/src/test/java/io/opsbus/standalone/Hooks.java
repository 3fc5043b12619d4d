package io.opsbus.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook receiver that answers as it is told and keeps what it got. */
final class Hooks implements AutoCloseable {
    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    /** One request. */
    record Got(String id, String body, int answered) {}

    Hooks() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void answers(int other) {
        status = other;
    }

    List<Got> got() {
        return got;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int now = status;
            got.add(new Got(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    now));
            exchange.sendResponseHeaders(now, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
