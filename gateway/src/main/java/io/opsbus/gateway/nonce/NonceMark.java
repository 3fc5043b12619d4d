package io.opsbus.gateway.nonce;

import io.opsbus.gateway.AccessKeyId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a used nonce: 128 bits of the SHA-256 of access key and nonce, so that a long nonce costs no more than a
 * short one and two keys may use the same. A client could make two of its own nonces collide with 2^64 work, and would gain
 * a refusal.
 */
public record NonceMark(long high, long low) {
    public static NonceMark of(AccessKeyId key, String nonce) {
        try {
            // a key id has no line break
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((key.value() + "\n" + nonce).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new NonceMark(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
