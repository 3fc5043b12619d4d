package io.opsbus.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the texts of ids have in common. */
final class IdText {
    /** Ids of resources longer than this are none of ours. */
    static final int LONGEST = 64;

    /** As long as the original's: {@code i-bp67acfmxazb4p****}. */
    private static final int DIGITS = 20;

    private static final int BASE = 36;

    private IdText() {}

    static void require(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("an id has 1.." + LONGEST + " characters: '" + text + "'");
        }
    }

    static boolean fits(String text, String prefix) {
        return text.startsWith(prefix)
                && text.length() > prefix.length()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** The same {@code seed} gives the same id, another seed another one; 20 digits of base 36. */
    static String derived(String prefix, String seed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(UTF_8));
            return prefix + new BigInteger(1, digest).toString(BASE).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
