package io.opsbus.event.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What an operator shows. Only its hash is kept; nothing prints it. */
public final class OperatorToken {
    private static final int SHORTEST = 24;
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] hash;

    /**
     * The token; the empty one is shown by nobody.
     *
     * @throws IllegalArgumentException when it is shorter than 24 characters and so might be guessed
     */
    public OperatorToken(String token) {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "opsbus.event.operator-token must have at least " + SHORTEST + " characters");
        }
        this.hash = token.isEmpty() ? null : sha256(token);
    }

    /** Whether an {@code Authorization} header shows it; takes the same time wherever the texts differ. */
    boolean isShownBy(String authorization) {
        return hash != null
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(hash, sha256(authorization.substring(SCHEME.length())));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "OperatorToken(hidden)";
    }
}
