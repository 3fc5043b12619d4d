package io.opsbus.testkit.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param at when its last byte was read
 * @param connection number of the connection it came on, from 1
 * @param target path and query, as sent
 * @param headers names in lower case, values in order
 */
public record Received(
        Instant at, int connection, String method, String target, Map<String, List<String>> headers, Bytes body) {
    /** The first value of a header; names in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The body as UTF-8. */
    public String text() {
        return body.text();
    }

    /** Bytes that nobody can change. */
    public static final class Bytes {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] array() {
            return bytes.clone();
        }

        public int length() {
            return bytes.length;
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
