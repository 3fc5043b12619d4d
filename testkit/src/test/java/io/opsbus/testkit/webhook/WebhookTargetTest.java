package io.opsbus.testkit.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTargetTest {
    private final SettableClock clock = SettableClock.at("2026-01-31T08:00:00Z");
    private final WebhookTarget target = WebhookTarget.start(clock);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void end() {
        client.shutdownNow();
        target.close();
    }

    @Test
    void everyRequestIsRecordedAsItCame() throws Exception {
        assertThat(post("/hook?a=1", "{\"name\":\"事件\"}").statusCode()).isEqualTo(204);

        Received received = target.received().getFirst();
        assertThat(received.at()).isEqualTo(clock.instant());
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.target()).isEqualTo("/hook?a=1");
        assertThat(received.header("X-Test")).contains("yes");
        assertThat(received.text()).isEqualTo("{\"name\":\"事件\"}");
    }

    @Test
    void oneConnectionCarriesManyRequests() throws Exception {
        for (int i = 0; i < 5; i++) {
            post("/", "x");
        }

        assertThat(target.connections()).isEqualTo(1);
        assertThat(target.received()).hasSize(5);
    }

    @Test
    void aChunkedBodyIsRead() throws Exception {
        var chunks = IntStream.range(0, 3)
                .mapToObj(i -> "part" + i)
                .map(String::getBytes)
                .toList();
        client.send(
                request("/")
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(chunks))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(target.received().getFirst().text()).isEqualTo("part0part1part2");
    }

    @Test
    void queuedAnswersComeFirstAndInOrder() throws Exception {
        target.answer(Reply.status(500));
        target.answerNext(Reply.tooManyRequests(Duration.ofSeconds(7)), Reply.movedTo("http://elsewhere/"));

        HttpResponse<String> first = post("/", "");
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(post("/", "").statusCode()).isEqualTo(301);
        assertThat(post("/", "").statusCode()).isEqualTo(500);
    }

    @Test
    void theAnswerMayDependOnTheRequest() throws Exception {
        target.answer(request -> Reply.status(request.target().equals("/bad") ? 503 : 204));

        assertThat(post("/bad", "").statusCode()).isEqualTo(503);
        assertThat(post("/good", "").statusCode()).isEqualTo(204);
    }

    @Test
    void brokenAnswersAreBrokenForTheClient() {
        for (Reply broken : List.of(new Reply.Garbage(), new Reply.Reset(), new Reply.Close(), new Reply.Truncated())) {
            target.answer(broken);
            assertThatThrownBy(() -> post("/", "x")).as("%s", broken).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHangingAnswerNeverComes() {
        target.answer(new Reply.Hang());

        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(HttpTimeoutException.class);
        assertThat(target.received()).isNotEmpty();
    }

    @Test
    void aDrippingAnswerComesByteByByte() throws Exception {
        target.answer(new Reply.Drip(Duration.ofMillis(20)));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] some = new byte[100];

            assertThat(socket.getInputStream().read(some)).isEqualTo(1);
            assertThat(some[0]).isEqualTo((byte) 'H');
        }
    }

    @Test
    void aShutDoorRefusesAndOpensAgainOnTheSamePort() throws Exception {
        target.shut();
        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(ConnectException.class);

        target.open();
        assertThat(post("/", "x").statusCode()).isEqualTo(204);
    }

    @Test
    void aSlammedDoorResetsWhatItAccepts() throws Exception {
        target.slam();
        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(IOException.class);
        assertThat(target.received()).isEmpty();
        assertThat(target.connections()).isPositive();

        target.open();
        assertThat(post("/", "x").statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(target.url(path)))
                .header("X-Test", "yes")
                .timeout(Duration.ofMillis(1500));
    }
}
