package io.opsbus.rpc.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
    private final String requestId;

    /** A request that gets a fresh {@link #requestId}; for tests and whoever is no host. */
    public HttpCall(
            String method, String path, String query, Map<String, String> headers, byte[] body, String remoteAddress) {
        this(method, path, query, headers, body, remoteAddress, freshRequestId());
    }

    /**
     * A request.
     *
     * @param method upper case, as sent
     * @param path as sent, without the query
     * @param query raw query string without {@code ?}; empty when there is none
     * @param headers by lower-case name; a header sent twice has its values joined by {@code ", "} (RFC 9110, 5.3)
     * @param body empty when there is none, however that was framed; not copied
     * @param remoteAddress the peer's IP address as text, without port
     * @param requestId the id the host gave it, UUID in upper case; the host's logs carry it
     */
    public HttpCall(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            byte[] body,
            String remoteAddress,
            String requestId) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.remoteAddress = remoteAddress;
        this.requestId = requestId;
    }

    /** The same request with its body. */
    HttpCall withBody(byte[] whole) {
        return new HttpCall(method, path, query, headers, whole, remoteAddress, requestId);
    }

    /** A request id nobody has yet: a UUID in upper case, as clients know them. */
    public static String freshRequestId() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
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
     * Names this request in its answer and in the host's logs. An endpoint that answers under another id (one the gateway
     * gave) sets the header {@code x-acs-request-id}; without it the host does.
     */
    public String requestId() {
        return requestId;
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
