package io.opsbus.testkit.webhook;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests (RFC 9112) from one connection; just enough for well-behaved clients. */
final class RequestReader {
    private final InputStream in;
    private final int connection;
    private final Clock clock;

    RequestReader(InputStream in, int connection, Clock clock) {
        this.in = in;
        this.connection = connection;
        this.clock = clock;
    }

    /** The next request; empty when the client has closed the connection between two requests. */
    Optional<Received> next() throws IOException {
        String first = line();
        if (first == null) {
            return Optional.empty();
        }
        String[] words = first.split(" ", 3);
        if (words.length != 3) {
            throw new IOException("not a request line: " + first);
        }
        Map<String, List<String>> headers = headers();
        byte[] body = body(headers);
        return Optional.of(
                new Received(clock.instant(), connection, words[0], words[1], headers, new Received.Bytes(body)));
    }

    private Map<String, List<String>> headers() throws IOException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (String line = required(); !line.isEmpty(); line = required()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return Map.copyOf(headers);
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            return chunks();
        }
        String length = headers.getOrDefault("content-length", List.of("0")).getFirst();
        return exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(required().split(";", 2)[0].strip(), 16);
            body.write(exactly(size));
            if (size > 0) {
                required();
            }
        } while (size > 0);
        while (!required().isEmpty()) {
            // trailers say nothing we record
        }
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("connection closed inside a body");
        }
        return bytes;
    }

    private String required() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("connection closed inside a request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return null;
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
