package io.opsbus.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What two posts of the identical event have in common and two different events have not.
 *
 * @param hex SHA-256 of the canonical JSON, 64 hex digits
 */
public record Fingerprint(String hex) {
    /** The fingerprint of an event in canonical JSON. */
    public static Fingerprint of(byte[] canonicalJson) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonicalJson);
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
