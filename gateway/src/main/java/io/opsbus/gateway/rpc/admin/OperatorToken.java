package io.opsbus.gateway.rpc.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the operator shows at the door. Only its hash is kept; nothing prints it. */
public final class OperatorToken {
    private static final int SHORTEST = 24;
    private static final String SCHEME = "Bearer ";

    private final byte[] hash;

    /**
     * The token.
     *
     * @throws IllegalArgumentException when it is shorter than 24 characters and so might be guessed
     */
    public OperatorToken(String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("the operator's token must have at least " + SHORTEST + " characters");
        }
        this.hash = sha256(token);
    }

    /** Whether an {@code Authorization} header shows it; takes the same time wherever the texts differ. */
    boolean isShownBy(String authorization) {
        return authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(hash, sha256(authorization.substring(SCHEME.length())));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "OperatorToken(hidden)";
    }
}
