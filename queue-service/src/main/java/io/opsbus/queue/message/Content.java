package io.opsbus.queue.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a message says; opaque here, and never in a log.
 *
 * @param body text as it was sent: Base64, or anything XML can carry
 */
public record Content(String body, List<Property> properties) {
    public Content {
        properties = List.copyOf(properties);
    }

    /** Upper-case hex over the body as transmitted. */
    public String md5() {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has MD5", missing);
        }
    }

    /** Bytes of the body, UTF-8. */
    public int size() {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "Content[hidden]";
    }
}
