package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.rpc.Hops;
import io.opsbus.testkit.bus.FakeRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two who notify each other: each one's receiver makes an event of the other of whatever it is told, and takes the count over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoopsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final FakeRegistry registry = new FakeRegistry();
    private final List<String> counts = new CopyOnWriteArrayList<>();
    private final List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Map<String, String> others = new ConcurrentHashMap<>();
    private HttpServer receiver;
    private RunningNotifier notifier;

    @BeforeAll
    void start() throws IOException {
        notifier = RunningNotifier.startReady(registry.url());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext("/", this::takeAndTellTheOther);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
    }

    @AfterAll
    void stop() {
        notifier.close();
        receiver.stop(0);
        registry.close();
    }

    private void takeAndTellTheOther(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            // each fails once, so that the count goes by way of what is parked
            if (failed.add(headers.getFirst("webhook-id"))) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            counts.add(headers.getFirst(Hops.HEADER));
            var hops = Hops.of(Optional.ofNullable(headers.getFirst(Hops.HEADER)));
            answers.add(put(hops, others.getOrDefault(exchange.getRequestURI().getPath(), "")));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private HttpResponse<String> put(Hops hops, String account) {
        return notifier.tell(
                hops, account, "PutCustomEvent", "EventInfo.1.EventName", "Ping", "EventInfo.1.Content", "ping");
    }

    private String member(String path) {
        var account = "loop" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        notifier.ask(
                account,
                "PutEventRule",
                "RuleName",
                "r",
                "EventType",
                "CUSTOM",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "INFO",
                "EventPattern.1.NameList.1",
                "Ping");
        notifier.callBack(
                account, "r", "http://127.0.0.1:" + receiver.getAddress().getPort() + path);
        return account;
    }

    @Test
    void aLoopIsOverWhenItsEventsHaveBeenToldTooOften() {
        var alice = member("/alice");
        var bob = member("/bob");
        others.put("/alice", bob);
        others.put("/bob", alice);

        assertThat(put(Hops.NONE, alice).statusCode()).isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answers).hasSize(6).last().satisfies(last -> {
                    assertThat(last.statusCode()).isEqualTo(400);
                    assertThat(last.body()).contains("HopLimitExceeded");
                }));
        assertThat(counts).containsExactly("1", "2", "3", "4", "5", "6");
        // one that has no end has made the next delivery by the time these are settled
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notifier.stats().path("delivered").asLong()).isEqualTo(6));
        assertThat(notifier.stats().path("routed").asLong()).isEqualTo(6);
        assertThat(notifier.stats().path("deadLettered"))
                .allSatisfy(none -> assertThat(none.asLong()).isZero());
    }
}
