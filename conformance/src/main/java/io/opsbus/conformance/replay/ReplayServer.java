package io.opsbus.conformance.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.conformance.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Listens on the loopback address and answers every request with the one answer it was given last. */
public final class ReplayServer implements AutoCloseable {
    private final HttpServer server;
    private volatile Wire answer = new Wire(404, "text/plain", "");

    public ReplayServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::reply);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the next requests are answered with. */
    public void answer(Wire next) {
        answer = next;
    }

    private void reply(HttpExchange exchange) throws IOException {
        Wire now = answer;
        byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        if (!now.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", now.contentType());
        }
        exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
