package io.opsbus.rpc.http;

import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.WireReply;
import java.util.Locale;
import java.util.Map;

/** What a host answers by itself, before or instead of the endpoint: the protocol's body, and nothing from inside. */
public final class HttpErrors {

    private static final int LONGEST_HOST = 255;

    private HttpErrors() {}

    /** The error that fits a status the HTTP layer chose, 400 to 599. */
    public static RpcError of(int status) {
        return switch (status) {
            case 404 -> RpcError.actionNotFound();
            case 405 -> new RpcError(status, "UnsupportedHTTPMethod", "This HTTP method is not supported here.");
            case 408 -> new RpcError(status, "RequestTimeout", "The request did not arrive in time.");
            case 413 -> new RpcError(status, "RequestTooLarge", "The request is larger than this endpoint takes.");
            case 414, 431 -> new RpcError(status, "RequestTooLarge", "The request line or a header is too long.");
            case 415 -> new RpcError(status, "UnsupportedMediaType", "This content type is not supported here.");
            case 501 -> new RpcError(status, "InvalidRequest", "This transfer coding is not supported here.");
            case 503 ->
                new RpcError(
                        status,
                        "ServiceUnavailable",
                        "The request has failed due to a temporary failure of the server.");
            default ->
                status < 500
                        ? new RpcError(status, "InvalidRequest", "The request cannot be read.")
                        : new RpcError(
                                status,
                                "InternalError",
                                RpcError.internalError().message());
        };
    }

    /**
     * The error as a reply, in JSON: a host reads no parameters, so it cannot know another format was asked for.
     *
     * @param host the request's {@code Host} header, empty when it has none
     */
    public static HttpReply reply(RpcError error, String requestId, String host, Map<String, String> headers) {
        WireReply reply = WireReply.error(error, Format.JSON, new WireReply.Envelope(requestId, hostId(host)));
        return HttpReply.text(reply.status(), reply.contentType(), headers, reply.body());
    }

    /** What an error body names as its host: the header in lower case; nothing when it is absent or absurdly long. */
    public static String hostId(String host) {
        return host.length() > LONGEST_HOST ? "" : host.toLowerCase(Locale.ROOT);
    }
}
