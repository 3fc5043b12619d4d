package io.opsbus.notifier.rpc;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.notifier.AccountId;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param path as sent, percent-encoded, without the query
 * @param query as sent, percent-encoded; empty when there is none
 * @param headers the first value of each, names in lower case
 * @param body empty when it was larger than {@link #MAX_BODY}
 * @param from the address it came from; empty where there is none
 */
public record ApiRequest(
        String method, String path, String query, Map<String, String> headers, Optional<Content> body, String from) {
    /** Most bytes a body may have: 1 MiB. */
    public static final int MAX_BODY = 1 << 20;

    /** A request of the process itself. */
    public ApiRequest(String method, String path, String query, Map<String, String> headers, Optional<Content> body) {
        this(method, path, query, headers, body, "");
    }

    /** What makes a repeated request one, or {@code fresh} without a client token; empty when the token is none. */
    public Optional<ChangeKey> changeKey(AccountId account, String action, String fresh) {
        var token = headers.getOrDefault("clienttoken", headers.getOrDefault("idempotency-key", ""));
        if (token.isEmpty()) {
            var given = headers.containsKey("clienttoken") || headers.containsKey("idempotency-key");
            return given ? Optional.empty() : Optional.of(ChangeKey.once(fresh));
        }
        var sound = token.length() <= 64 && token.chars().allMatch(c -> c > ' ' && c < 127);
        return sound ? Optional.of(ChangeKey.ofRequest(account + "/" + action + "/" + token)) : Optional.empty();
    }

    /** A whole body. */
    public static final class Content {
        private final byte[] bytes;

        /** Takes the array over. */
        public Content(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Not to be written to. */
        public byte[] bytes() {
            return bytes;
        }
    }
}
