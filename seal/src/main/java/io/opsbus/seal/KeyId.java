package io.opsbus.seal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a {@link MasterKey} without telling anything of it: it follows from the key alone, so nobody has to give names, and the same key has
 * the same name everywhere.
 *
 * @param text 12 hexadecimal digits in lower case
 */
public record KeyId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

    /**
     * @throws IllegalArgumentException for any other text; {@link #parse} asks without throwing
     */
    public KeyId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("the id of a master key is 12 hexadecimal digits");
        }
    }

    /** Reads an id; empty for any other text. */
    public static Optional<KeyId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new KeyId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
