package io.opsbus.benchmarks.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Calls of a service as the gateway makes them, so that the gateway's cost is not part of the figures.
 *
 * @param port the service's
 * @param key what the gateway signs with
 * @param account whose calls they are
 * @param version of the API
 */
public record InternalRequest(int port, InternalKey key, String account, String version, Format format) {
    /** The bytes of one call. */
    public byte[] bytes(String action, Map<String, String> parameters) {
        var identity = new Identity(
                account,
                "key",
                new ActionName(version, action),
                UUID.randomUUID().toString(),
                "http://gateway.example",
                format,
                "127.0.0.1",
                Instant.now());
        byte[] body = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                        .collect(Collectors.joining("&"))
                        .getBytes(UTF_8);
        byte[] head = ("POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length
                        + "\r\n" + InternalKey.HEADER + ": " + key.sign(identity, body) + "\r\n\r\n")
                .getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
