package io.opsbus.invocation.objectstore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** AWS Signature Version 4 of a PUT without a query, which S3-compatible stores and OSS itself understand. */
final class Signing {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Signing() {}

    /**
     * The headers to be sent beside those that are signed.
     *
     * @param path encoded as it is sent
     * @param signed by lower-case name, {@code host} among them
     */
    static Map<String, String> sign(
            String path, Map<String, String> signed, byte[] body, StoreSettings.Key key, Instant now) {
        String time = TIME.format(now);
        String hash = hex(sha256(body));
        SortedMap<String, String> headers = new TreeMap<>(signed);
        headers.put("x-amz-date", time);
        headers.put("x-amz-content-sha256", hash);
        String names = String.join(";", headers.keySet());
        String canonical = "PUT\n" + path + "\n\n"
                + headers.entrySet().stream()
                        .map(one -> one.getKey() + ":" + one.getValue().strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + hash;
        List<String> scope = List.of(time.substring(0, 8), key.region(), "s3", "aws4_request");
        String text = ALGORITHM + "\n" + time + "\n" + String.join("/", scope) + "\n"
                + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        String signature = hex(key.secret().derivedHmacSha256("AWS4", scope, text));
        return Map.of(
                "x-amz-date",
                time,
                "x-amz-content-sha256",
                hash,
                "authorization",
                ALGORITHM + " Credential=" + key.id() + "/" + String.join("/", scope) + ",SignedHeaders=" + names
                        + ",Signature=" + signature);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
