package io.opsbus.invocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an invocation, {@code t-…}, or of a file that is sent, {@code f-…}; unique for ever.
 *
 * @param text {@code t-} or {@code f-} and up to 62 letters, digits and {@code -}
 */
public record InvocationId(String text) {
    private static final Pattern FORM = Pattern.compile("[tf]-[0-9A-Za-z-]{1,62}");

    /** Refuses what cannot be one. */
    public InvocationId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no invocation id: " + text);
        }
    }

    /** The one with this text; empty when nothing can be called so. */
    public static Optional<InvocationId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new InvocationId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
