package io.opsbus.gateway.rpc.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpBackendsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final HttpBackends backends =
            new HttpBackends("/rpc", Executors.newVirtualThreadPerTaskExecutor(), System::nanoTime);
    private final List<HttpServer> servers = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        backends.close();
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void theCallArrivesAndTheAnswerComesBackWhole() throws IOException {
        List<String> seen = new ArrayList<>();
        URI url = serve(exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("x-opsbus-identity") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders().set("X-Opsbus-Code", "No");
            answer(exchange, 404, "é");
        });

        var answer = (Backends.Answer.Answered) backends.call("s", List.of(url), call("A=1"), LONG);

        assertThat(seen).containsExactly("POST /rpc me A=1");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("é".getBytes(UTF_8));
        assertThat(answer.headers()).containsEntry("x-opsbus-code", "No");
    }

    @Test
    void whenOneCannotBeReachedTheNextIsAsked() throws IOException {
        URI gone = closedPort();
        URI url = serve(exchange -> answer(exchange, 200, "ok"));
        for (int i = 0; i < 4; i++) {
            assertThat(backends.call("s", List.of(gone, url), call(""), LONG))
                    .isInstanceOf(Backends.Answer.Answered.class);
        }
        assertThat(backends.call("s", List.of(gone), call(""), LONG)).isInstanceOf(Backends.Answer.Unreachable.class);
    }

    @Test
    void whenOneFailsOnTheWayTheNextIsNotAsked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        URI breaking = serve(exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.close();
        });
        Backends.Answer answer = backends.call("s", List.of(breaking), call("A=1"), LONG);
        assertThat(answer).isInstanceOf(Backends.Answer.Lost.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void endpointsTakeTurns() throws IOException {
        Set<String> answered = new HashSet<>();
        URI one = serve(exchange -> answer(exchange, 200, "one"));
        URI two = serve(exchange -> answer(exchange, 200, "two"));
        for (int i = 0; i < 2; i++) {
            var answer = (Backends.Answer.Answered) backends.call("s", List.of(one, two), call(""), LONG);
            answered.add(new String(answer.body(), UTF_8));
        }
        assertThat(answered).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aSlowHeadAndASlowBodyEndInTime() throws IOException {
        URI silent = serve(exchange -> await(end));
        URI dripping = serve(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(end);
        });
        for (URI slow : List.of(silent, dripping)) {
            assertThat(backends.call("s", List.of(slow), call(""), Duration.ofMillis(300)))
                    .isInstanceOf(Backends.Answer.Lost.class);
        }
        assertThat(backends.call("s", List.of(silent), call(""), Duration.ofMillis(-1)))
                .isInstanceOf(Backends.Answer.Lost.class);
    }

    @Test
    void anAnswerWithoutEndIsNotKept() throws IOException {
        byte[] chunk = new byte[1 << 20];
        URI endless = serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(chunk);
            }
        });
        assertThat(backends.call("s", List.of(endless), call(""), LONG)).isInstanceOf(Backends.Answer.Lost.class);
    }

    @Test
    void aRedirectIsAnAnswerAndIsNotFollowed() throws IOException {
        URI redirecting = serve(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            answer(exchange, 302, "");
        });
        var answer = (Backends.Answer.Answered) backends.call("s", List.of(redirecting), call(""), LONG);
        assertThat(answer.status()).isEqualTo(302);
    }

    @Test
    void placesAtAServiceAreItsOwn() {
        InFlight inFlight = new InFlight(1);
        InFlight.Place place = inFlight.enter("slow").orElseThrow();
        assertThat(inFlight.enter("slow")).isEmpty();
        assertThat(inFlight.enter("other")).isPresent();
        place.close();
        place.close();
        assertThat(inFlight.now("slow")).isZero();
        assertThat(inFlight.enter("slow")).isPresent();
        assertThat(inFlight.enter("slow")).isEmpty();
    }

    @FunctionalInterface
    private interface Serve {
        void answer(HttpExchange exchange) throws IOException;
    }

    private URI serve(Serve serve) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", serve::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Backends.Call call(String form) {
        return new Backends.Call() {
            @Override
            public byte[] form() {
                return form.getBytes(UTF_8);
            }

            @Override
            public Supplier<Map<String, String>> headers() {
                return () -> Map.of("x-opsbus-identity", "me", "Content-Type", "application/x-www-form-urlencoded");
            }
        };
    }
}
