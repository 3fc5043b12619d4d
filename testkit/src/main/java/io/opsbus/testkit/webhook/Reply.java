package io.opsbus.testkit.webhook;

import java.time.Duration;
import java.util.Map;

/** What the receiver does with one request. */
public sealed interface Reply {
    /** A proper answer. */
    record Status(int code, Map<String, String> headers, String body) implements Reply {
        public Status {
            headers = Map.copyOf(headers);
        }
    }

    /** Bytes that are not HTTP, then the end of the connection. */
    record Garbage() implements Reply {}

    /** Reads the request and never answers; the connection stays open. */
    record Hang() implements Reply {}

    /** A proper 200, one byte each {@code pause}: headers and body. */
    record Drip(Duration pause) implements Reply {}

    /** Reads the request, then breaks the connection (RST). */
    record Reset() implements Reply {}

    /** Reads the request, then closes the connection in an orderly way without an answer. */
    record Close() implements Reply {}

    /** A 200 that promises more body than it sends before it closes. */
    record Truncated() implements Reply {}

    /** Waits, then does something else. */
    record Delayed(Duration by, Reply then) implements Reply {}

    static Reply noContent() {
        return status(204);
    }

    static Reply status(int code) {
        return new Status(code, Map.of(), "");
    }

    /** 429 with {@code Retry-After} in whole seconds. */
    static Reply tooManyRequests(Duration retryAfter) {
        return new Status(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), "");
    }

    static Reply movedTo(String location) {
        return new Status(301, Map.of("Location", location), "");
    }

    /** One byte a second. */
    static Reply drip() {
        return new Drip(Duration.ofSeconds(1));
    }
}
