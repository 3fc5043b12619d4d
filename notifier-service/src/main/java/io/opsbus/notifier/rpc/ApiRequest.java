package io.opsbus.notifier.rpc;

import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param path as sent, percent-encoded, without the query
 * @param query as sent, percent-encoded; empty when there is none
 * @param headers the first value of each, names in lower case
 * @param body empty when it was larger than {@link #MAX_BODY}
 */
public record ApiRequest(
        String method, String path, String query, Map<String, String> headers, Optional<Content> body) {
    /** Most bytes a body may have: 1 MiB. */
    public static final int MAX_BODY = 1 << 20;

    /** A whole body. */
    public static final class Content {
        private final byte[] bytes;

        /** Takes the array over. */
        public Content(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
