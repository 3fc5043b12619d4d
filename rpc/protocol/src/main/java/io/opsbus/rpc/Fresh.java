package io.opsbus.rpc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Fresh ids and change keys of one request, derived from its seed. A request repeated under one {@code ClientToken} has the
 * seed of the first, so what a crash cut off half-way goes on with the same ids, and changes already made are not made
 * again. Unique for ever, because the seed is (128 random bits).
 *
 * @param seed of the request; unguessable
 */
public record Fresh(String seed) {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

    /**
     * An id such as {@code i-bp1…}.
     *
     * @param prefix with its dash
     * @param purpose tells ids of one request apart, such as {@code instance} or {@code disk/0}
     * @param length characters after the prefix, 16 to 40, each of 36 kinds
     */
    public String id(String prefix, String purpose, int length) {
        byte[] hash = hash(purpose);
        StringBuilder id = new StringBuilder(prefix);
        java.math.BigInteger rest = new java.math.BigInteger(1, hash);
        java.math.BigInteger base = java.math.BigInteger.valueOf(DIGITS.length());
        for (int i = 0; i < length; i++) {
            java.math.BigInteger[] parts = rest.divideAndRemainder(base);
            id.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return id.toString();
    }

    /**
     * The key of one change of this request, for the ledger.
     *
     * @param purpose tells changes of one request apart
     */
    public String changeKey(String purpose) {
        return seed + "/" + purpose;
    }

    /** A fresh id as the bus uses them: 32 hex digits. */
    public String factId(String purpose) {
        return java.util.HexFormat.of().formatHex(hash(purpose), 0, 16);
    }

    private byte[] hash(String purpose) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((seed + "\n" + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "Fresh";
    }
}
