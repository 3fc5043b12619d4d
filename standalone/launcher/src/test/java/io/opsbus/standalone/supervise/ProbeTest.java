package io.opsbus.standalone.supervise;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thread asks all programs in turn, starts them again and hears that all is to end: no answer may keep it. */
class ProbeTest {
    /** Answers one request with so many bytes of the ten it announces, and stays connected until its peer goes. */
    private static void answer(ServerSocket door, int bytes) {
        try (Socket peer = door.accept()) {
            InputStream in = peer.getInputStream();
            int blank = 0;
            while (blank < 4) {
                int next = in.read();
                blank = next == '\r' || next == '\n' ? blank + 1 : 0;
            }
            String answer = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n" + "x".repeat(bytes);
            peer.getOutputStream().write(answer.getBytes(US_ASCII));
            var ignored = in.read();
        } catch (IOException gone) {
            // the test is over
        }
    }

    private static String asked(int bytes) throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.newHttpClient()) {
            Thread.ofVirtual().start(() -> answer(door, bytes));
            URI url = URI.create("http://127.0.0.1:" + door.getLocalPort() + "/health");
            String lacks = Probe.http(client, List.of(url)).check();
            client.shutdownNow();
            return lacks;
        }
    }

    @Test
    void aProgramThatAnswersIsReady() throws IOException {
        assertThat(asked(10)).isEmpty();
    }

    @Test
    void oneThatStopsWithinItsAnswerIsNot() throws IOException {
        assertThat(asked(3)).endsWith("/health does not answer");
    }
}
