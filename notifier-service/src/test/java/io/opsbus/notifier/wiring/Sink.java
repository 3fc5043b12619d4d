package io.opsbus.notifier.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A webhook receiver that remembers what it got; {@code /ok} answers 204, {@code /robot} as Slack does, {@code /ding} as DingTalk, {@code /hang} nothing, {@code /500} and
 * {@code /410} that, {@code /count} counts, {@code /count/picky} some with 410, {@code /flip} as told ({@code /flip/said} in words), {@code /echo} 500 with the key it was shown,
 * {@code /gate} 204, and 410 when it is opened after it was shut.
 */
final class Sink implements AutoCloseable {
    /** What {@code /flip/said} says while it takes nothing. */
    static final String SAID = "no route to db-7.internal";

    private final HttpServer server;
    private final List<Got> all = new CopyOnWriteArrayList<>();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, LongAdder> ids = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> taken = new ConcurrentHashMap<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final LongAdder open = new LongAdder();
    private volatile boolean shut;
    private volatile int flip = 204;

    /** One request. */
    record Got(String path, Map<String, String> headers, String body) {}

    Sink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void flip(int status) {
        flip = status;
    }

    /** Whoever comes to {@code /gate} waits. */
    void shut() {
        shut = true;
    }

    /** Whoever waits at {@code /gate}, and whoever comes, is told that nothing is wanted there any more. */
    void open() {
        gate.countDown();
    }

    List<Got> got(String path) {
        return all.stream().filter(got -> got.path().equals(path)).toList();
    }

    /** How often {@code /flip} took each delivery. */
    Map<String, LongAdder> taken() {
        return taken;
    }

    /** What {@code /count/told} took, in order. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** How often each event id arrived, whatever the path. */
    Map<String, LongAdder> ids() {
        return ids;
    }

    /** How many requests were taken, of whatever id. */
    long arrivals() {
        return ids.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How often each id has arrived, when nothing of what was sent is still being answered. */
    Map<String, Long> settled() {
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> open.sum() == 0);
        return ids.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        open.increment();
        try (exchange) {
            reply(exchange);
        } finally {
            open.decrement();
        }
    }

    private void reply(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getPath();
        if (path.startsWith("/count")) {
            // one in ten fails the first time, so that parking takes part
            var id = exchange.getRequestHeaders().getFirst("webhook-id");
            if (id.hashCode() % 10 == 0 && failed.add(id)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            ids.computeIfAbsent(id, _ -> new LongAdder()).increment();
            if (path.startsWith("/count/told")) {
                told.add(body);
            }
            exchange.sendResponseHeaders(path.startsWith("/count/picky") && id.hashCode() % 7 == 0 ? 410 : 204, -1);
            return;
        }
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        all.add(new Got(path, headers, body));
        if (path.startsWith("/robot") || path.startsWith("/ding")) {
            var word = path.startsWith("/ding") ? "{\"errcode\":0,\"errmsg\":\"ok\"}" : "ok";
            var said = word.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            return;
        }
        if (path.startsWith("/hang")) {
            await(closed);
            return;
        }
        if (path.startsWith("/gate")) {
            if (shut) {
                await(gate);
            }
            exchange.sendResponseHeaders(shut ? 410 : 204, -1);
            return;
        }
        if (path.startsWith("/busy")) {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
            return;
        }
        if (path.startsWith("/echo")) {
            var said = ("wrong key " + headers.get("x-key")).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, said.length);
            exchange.getResponseBody().write(said);
            return;
        }
        var status =
                path.startsWith("/500") ? 500 : path.startsWith("/410") ? 410 : path.startsWith("/flip") ? flip : 204;
        if (path.startsWith("/flip") && status == 204) {
            var id = exchange.getRequestHeaders().getFirst("webhook-id");
            taken.computeIfAbsent(id, _ -> new LongAdder()).increment();
        }
        if (path.startsWith("/flip/said") && status != 204) {
            var said = SAID.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            return;
        }
        exchange.sendResponseHeaders(status, -1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        gate.countDown();
        server.stop(0);
    }
}
