package io.opsbus.rpc.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, whole: its body is read and bounded by the host. No {@code toString} of contents: queries and bodies
 * carry secrets.
 */
public final class HttpCall {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String remoteAddress;

    /**
     * A request.
     *
     * @param method upper case, as sent
     * @param path as sent, without the query
     * @param query raw query string without {@code ?}; empty when there is none
     * @param headers by lower-case name; a header sent twice has its values joined by {@code ", "} (RFC 9110, 5.3)
     * @param body empty when there is none, however that was framed; not copied
     * @param remoteAddress the peer's IP address as text, without port
     */
    public HttpCall(
            String method, String path, String query, Map<String, String> headers, byte[] body, String remoteAddress) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.remoteAddress = remoteAddress;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public String query() {
        return query;
    }

    /** By lower-case name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The value of a header, by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The bytes as sent; treat as read-only. */
    public byte[] body() {
        return body;
    }

    public String remoteAddress() {
        return remoteAddress;
    }

    /**
     * The body when it is a form, else empty. A body without a content type counts as a form: some clients send none. Bytes
     * that are not UTF-8 become U+FFFD and fail the signature.
     */
    public String form() {
        String type = headers.getOrDefault("content-type", FORM).toLowerCase(Locale.ROOT);
        return type.startsWith(FORM) ? new String(body, StandardCharsets.UTF_8) : "";
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + " " + path + "]";
    }
}
