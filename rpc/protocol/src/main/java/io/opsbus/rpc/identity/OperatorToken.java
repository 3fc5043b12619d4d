package io.opsbus.rpc.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What the operator shows at the doors that are for nobody else. Only its hash is kept; nothing prints it. */
public final class OperatorToken {
    private static final int SHORTEST = 24;
    private static final String SCHEME = "Bearer ";
    private static final OperatorToken NOBODYS = new OperatorToken((byte[]) null);

    private final byte @Nullable [] hash;

    private OperatorToken(byte @Nullable [] hash) {
        this.hash = hash;
    }

    /**
     * The token.
     *
     * @throws IllegalArgumentException when it is shorter than 24 characters and so might be guessed
     */
    public OperatorToken(String token) {
        this(sha256(token));
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("the operator's token must have at least " + SHORTEST + " characters");
        }
    }

    /** As {@link #OperatorToken(String)}; where none is set there is one that nobody can show. */
    public static OperatorToken orNobodys(String setting) {
        return setting.isEmpty() ? NOBODYS : new OperatorToken(setting);
    }

    /** Whether there is one. */
    public boolean isSet() {
        return hash != null;
    }

    /** Whether an {@code Authorization} header shows it; takes the same time wherever the texts differ. */
    public boolean isShownBy(String authorization) {
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
