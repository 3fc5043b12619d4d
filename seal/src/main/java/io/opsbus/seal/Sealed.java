package io.opsbus.seal;

import java.util.Base64;
import java.util.Optional;

/**
 * A sealed secret: nonce, ciphertext and tag. It may be stored and shown; only the {@link MasterKey} opens it.
 *
 * @param text Base64
 */
public record Sealed(String text) {
    /** Nonce and tag of an empty secret. */
    private static final int FEWEST_BYTES = MasterKey.NONCE_BYTES + 16;

    /**
     * @throws IllegalArgumentException for a text no key ever sealed; {@link #parse} asks without throwing
     */
    public Sealed {
        if (parsed(text).isEmpty()) {
            throw new IllegalArgumentException("this is no sealed secret");
        }
    }

    /** Reads a stored text; white space around it does not count; empty when it cannot be a sealed secret. */
    public static Optional<Sealed> parse(String text) {
        return parsed(text.strip()).map(_ -> new Sealed(text.strip()));
    }

    static Sealed ofBytes(byte[] bytes) {
        return new Sealed(Base64.getEncoder().encodeToString(bytes));
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(text);
    }

    private static Optional<byte[]> parsed(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return bytes.length < FEWEST_BYTES ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
