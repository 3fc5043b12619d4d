package io.opsbus.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBufferTest {
    private static final String TWO_REQUESTS = "POST /t/1 HTTP/1.1\r\nHost: a\r\ncontent-LENGTH: 3\r\n\r\none"
            + "POST /t/22 HTTP/1.1\r\nContent-Length:5\r\nX: y\r\n\r\nthree";

    private final List<String> bodies = new ArrayList<>();
    private final RequestBuffer buffer = new RequestBuffer();

    @Test
    void severalRequestsMayComeAtOnce() {
        take(TWO_REQUESTS);

        assertThat(bodies).containsExactly("/t/1 one", "/t/22 three");
    }

    @Test
    void aRequestMayComeByteByByte() {
        TWO_REQUESTS.chars().forEach(c -> take(Character.toString(c)));

        assertThat(bodies).containsExactly("/t/1 one", "/t/22 three");
    }

    @Test
    void aRequestMayBeLargerThanTheFirstBuffer() {
        String body = "x".repeat(100_000);
        take("POST /big HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + body);

        assertThat(bodies).containsExactly("/big " + body);
    }

    private void take(String text) {
        buffer.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), (bytes, path, body, end) -> {
            int pathEnd = path;
            while (bytes[pathEnd] != ' ') {
                pathEnd++;
            }
            bodies.add(text(bytes, path, pathEnd) + " " + text(bytes, body, end));
        });
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }
}
