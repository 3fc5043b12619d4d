package io.opsbus.invocation.fleet;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an activation, a UUID in capitals; unique for ever.
 *
 * @param text 36 characters
 */
public record ActivationId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");

    public ActivationId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no activation id: " + text);
        }
    }

    /** The id with this text, small letters allowed; empty when nothing can be called so. */
    public static Optional<ActivationId> parse(String text) {
        String capitals = text.toUpperCase(Locale.ROOT);
        return FORM.matcher(capitals).matches() ? Optional.of(new ActivationId(capitals)) : Optional.empty();
    }

    /** Of 32 hexadecimal digits. */
    public static ActivationId ofHex(String hex) {
        String all = hex.toUpperCase(Locale.ROOT);
        return new ActivationId(String.join(
                "-",
                all.substring(0, 8),
                all.substring(8, 12),
                all.substring(12, 16),
                all.substring(16, 20),
                all.substring(20, 32)));
    }

    @Override
    public String toString() {
        return text;
    }
}
