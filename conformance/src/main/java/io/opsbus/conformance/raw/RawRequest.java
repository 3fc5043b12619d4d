package io.opsbus.conformance.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request exactly as it goes over the wire: nothing is added, nothing repaired.
 *
 * @param target path and query as written
 * @param headers lines without line ends, such as {@code Host: 127.0.0.1:18080}
 * @param body what follows the empty line
 */
@SuppressWarnings("ArrayRecordComponent") // bytes go out and come in; nobody compares them
public record RawRequest(String method, String target, List<String> headers, byte[] body) {
    public RawRequest {
        headers = List.copyOf(headers);
    }

    public static RawRequest of(String method, String target, String... headers) {
        return new RawRequest(method, target, List.of(headers), new byte[0]);
    }

    public RawRequest withTarget(String other) {
        return new RawRequest(method, other, headers, body);
    }

    public RawRequest withMethod(String other) {
        return new RawRequest(other, target, headers, body);
    }

    public RawRequest plus(String... lines) {
        return new RawRequest(
                method,
                target,
                Stream.concat(headers.stream(), Stream.of(lines)).toList(),
                body);
    }

    /** Without the headers of that name. */
    public RawRequest without(String name) {
        List<String> left = new ArrayList<>(headers);
        left.removeIf(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
        return new RawRequest(method, target, left, body);
    }

    /** With a body and no header that announces it. */
    public RawRequest withBody(byte[] bytes) {
        return new RawRequest(method, target, headers, bytes);
    }

    /** The head and, when {@code body} is not empty, the body. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head());
        out.writeBytes(body);
        return out.toByteArray();
    }

    byte[] head() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
