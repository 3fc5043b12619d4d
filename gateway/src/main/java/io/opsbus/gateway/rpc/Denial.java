package io.opsbus.gateway.rpc;

import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.Map;

/**
 * A "no" of the gateway; every error it answers by itself is made here.
 *
 * @param headers beside the error, such as when to try again
 */
record Denial(RpcError error, Map<String, String> headers) {
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final Duration SOON = Duration.ofSeconds(1);

    static Denial of(RpcError error) {
        return new Denial(error, Map.of());
    }

    /**
     * A signature that does not fit. Clients compare the end of the message with what they signed; one that is very long is
     * left out, or a stranger could have us send three times what he sent.
     */
    static Denial unsigned(RpcError error) {
        return of(
                error.message().length() <= LONGEST_MESSAGE
                        ? error
                        : new RpcError(
                                error.status(),
                                error.code(),
                                "Specified signature is not matched with our calculation."));
    }

    static Denial unsupported(String what) {
        // written so by the original (contract 1.7)
        return of(new RpcError(400, "InvalidParamater", "The specified " + what + " is not supported here."));
    }

    static Denial unknownKey() {
        return of(new RpcError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."));
    }

    static Denial disabledKey() {
        return of(new RpcError(403, "Forbidden.AccessKeyDisabled", "The access key is disabled."));
    }

    static Denial illegalTime() {
        return of(new RpcError(
                400, "IllegalTimestamp", "The time of the request must look like 2019-04-01T08:00:00Z (UTC)."));
    }

    static Denial expired() {
        return of(new RpcError(
                400,
                "InvalidTimeStamp.Expired",
                "The time of the request differs from the server's by more than 15 minutes."));
    }

    static Denial usedNonce() {
        return of(new RpcError(400, "SignatureNonceUsed", "Specified signature nonce was used already."));
    }

    static Denial forbidden() {
        return of(new RpcError(403, "Forbidden.RAM", "The policy of the access key does not allow this action."));
    }

    static Denial throttledUser(Duration wait) {
        return later(
                new RpcError(400, "Throttling.User", "The account calls this action too often; try again later."),
                wait);
    }

    /** There is no room to remember one more nonce. */
    static Denial throttled() {
        return later(new RpcError(400, "Throttling", "Too many requests; try again later."), Duration.ofSeconds(10));
    }

    /** A part of the gateway, or the service, does not answer just now. */
    static Denial unavailable() {
        return later(
                new RpcError(
                        503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
                SOON);
    }

    private static Denial later(RpcError error, Duration wait) {
        long millis = Math.max(1, wait.toMillis());
        return new Denial(
                error,
                Map.of(
                        "x-acs-retry-after",
                        Long.toString(millis),
                        "Retry-After",
                        Long.toString(Math.ceilDiv(millis, 1000))));
    }
}
