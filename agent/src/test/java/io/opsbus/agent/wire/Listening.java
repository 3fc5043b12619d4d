package io.opsbus.agent.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opsbus.agent.SetClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that writes down what it is told, and answers as it is asked to: 200 unless it is. */
final class Listening implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    /** No answer at all. */
    static final int CUT = 0;

    final SetClock clock = new SetClock(NOON);
    final Deque<Said> answers = new ConcurrentLinkedDeque<>();
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    final List<Duration> waited = new CopyOnWriteArrayList<>();
    final List<String> journal = new CopyOnWriteArrayList<>();
    private volatile String refused = "none";
    private volatile int refusal;
    private final HttpsServer http;
    private final HttpClient client;
    private final Server server;

    /** What the server answers; {@link #CUT} is nothing. */
    record Said(int status, Map<String, String> headers) {}

    record Heard(String target, String body, String request, String time) {}

    Listening(OwnTls tls, Identity identity) throws IOException {
        http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setHttpsConfigurator(new HttpsConfigurator(tls.showing()));
        http.createContext("/", this::answer);
        http.start();
        var connection = new Connection("127.0.0.1:" + http.getAddress().getPort(), tls.ca());
        client = connection.client(Thread::startVirtualThread);
        server = new Server(
                connection,
                client,
                identity,
                clock,
                (what, pairs) -> journal.add(what),
                new Patience(Patience.USUAL.pauses(), (closed, pause) -> {
                    waited.add(pause);
                    clock.advance(pause);
                    return closed.getCount() == 0;
                }));
    }

    /** As an agent sees it. */
    Server server() {
        return server;
    }

    void answers(int... statuses) {
        for (int status : statuses) {
            answers.add(new Said(status, Map.of()));
        }
    }

    /** Answers what has this in its target so, until it is told otherwise. */
    void refuses(String target, int status) {
        refusal = status;
        refused = target;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            heard.add(new Heard(
                    exchange.getRequestURI().toString(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    exchange.getRequestHeaders().getFirst("x-acs-request-id"),
                    exchange.getRequestHeaders().getFirst("x-acs-timestamp")));
            Said said = exchange.getRequestURI().toString().contains(refused)
                    ? new Said(refusal, Map.of())
                    : answers.isEmpty() ? new Said(200, Map.of()) : answers.pop();
            if (said.status() != CUT) {
                said.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(said.status(), -1);
            }
        }
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
        http.stop(0);
    }
}
