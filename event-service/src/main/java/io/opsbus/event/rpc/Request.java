package io.opsbus.event.rpc;

import java.util.Map;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param method HTTP method in capitals
 * @param path path without query
 * @param query first value of each query parameter
 * @param headers first value of each header, names in lower case
 * @param body the body
 * @param isLocal whether it comes from this machine, or from where the operator may be
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Body body,
        boolean isLocal) {
    /** Largest body that is read, in bytes: 1 MiB. */
    public static final int BODY_LIMIT = 1 << 20;

    /** The header's value; the name must be in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body, as far as it was read. */
    public sealed interface Body {
        /** All of it. */
        @SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
        record Whole(byte[] bytes) implements Body {}

        /** It is longer than {@link #BODY_LIMIT}; it was not kept. */
        record TooLarge() implements Body {}
    }
}
