package io.opsbus.rpc.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back over HTTP. Hosts send status, headers and body as they are and add only framing. */
public final class HttpReply {
    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * A reply.
     *
     * @param status 200 to 599
     * @param contentType value of the header, exactly as it must be on the wire
     * @param headers further headers
     * @param body not copied
     */
    public HttpReply(int status, String contentType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** A reply of text, sent as UTF-8. */
    public static HttpReply text(int status, String contentType, Map<String, String> headers, String body) {
        return new HttpReply(status, contentType, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Treat as read-only. */
    public byte[] body() {
        return body;
    }

    /** The body as text, for tests and logs of our own answers. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
