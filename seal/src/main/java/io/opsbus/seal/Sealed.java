package io.opsbus.seal;

import java.util.Base64;
import java.util.Optional;

/**
 * A sealed secret: the id of the key that sealed it, a dot, and in Base64 nonce, ciphertext and tag. It may be stored and shown; only that
 * {@link MasterKey} opens it. One that was sealed before ids were written is the Base64 alone.
 */
public record Sealed(String text) {
    /** Nonce and tag of an empty secret. */
    private static final int FEWEST_BYTES = MasterKey.NONCE_BYTES + 16;

    private static final char DOT = '.';

    /**
     * @throws IllegalArgumentException for a text no key ever sealed; {@link #parse} asks without throwing
     */
    public Sealed {
        if (!isSealed(text)) {
            throw new IllegalArgumentException("this is no sealed secret");
        }
    }

    /** Reads a stored text; white space around it does not count; empty when it cannot be a sealed secret. */
    public static Optional<Sealed> parse(String text) {
        String stripped = text.strip();
        return isSealed(stripped) ? Optional.of(new Sealed(stripped)) : Optional.empty();
    }

    static Sealed ofBytes(KeyId key, byte[] bytes) {
        return new Sealed(key.text() + DOT + Base64.getEncoder().encodeToString(bytes));
    }

    /** The key that sealed it; empty when it was sealed before ids were written. */
    public Optional<KeyId> key() {
        int dot = text.indexOf(DOT);
        return dot < 0 ? Optional.empty() : Optional.of(new KeyId(text.substring(0, dot)));
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(text.substring(text.indexOf(DOT) + 1));
    }

    private static boolean isSealed(String text) {
        int dot = text.indexOf(DOT);
        if (dot >= 0 && KeyId.parse(text.substring(0, dot)).isEmpty()) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(text.substring(dot + 1)).length >= FEWEST_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
