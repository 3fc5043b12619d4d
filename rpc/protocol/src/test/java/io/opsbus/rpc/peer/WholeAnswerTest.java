package io.opsbus.rpc.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that says what it is told to, and then nothing. */
class WholeAnswerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        client.shutdownNow();
        server.close();
    }

    /** Answers the first who asks; completed with the connection. */
    private CompletableFuture<Socket> says(String text) {
        var heard = new CompletableFuture<Socket>();
        Thread.ofVirtual().start(() -> {
            try {
                Socket socket = server.accept();
                int _ = socket.getInputStream().read(new byte[8192]);
                socket.getOutputStream().write(text.getBytes(US_ASCII));
                heard.complete(socket);
            } catch (IOException e) {
                heard.completeExceptionally(e);
            }
        });
        return heard;
    }

    private String ask(Duration within) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                .timeout(within)
                .build();
        return WholeAnswer.of(client, request, BodyHandlers.ofString(), within).body();
    }

    @Test
    void aWholeOneIsTold() throws Exception {
        var _ = says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole");
        assertThat(ask(LONG)).isEqualTo("whole");
    }

    @Test
    void oneThatStopsInItsBodyIsGivenUp() throws Exception {
        var asked = says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf");
        assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> ask(Duration.ofMillis(300)));
        try (var connection = asked.get()) {
            assertThat(connection.getInputStream().read()).as("it is closed").isEqualTo(-1);
        }
    }

    @Test
    void oneThatIsCutIsAFailure() throws Exception {
        var _ = says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf").thenAccept(WholeAnswerTest::close);
        assertThatIOException().isThrownBy(() -> ask(LONG)).isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void nobodyThereIsAFailure() throws Exception {
        server.close();
        assertThatIOException().isThrownBy(() -> ask(LONG));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
