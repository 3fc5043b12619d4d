package io.opsbus.gateway;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public half of an access key; it travels in every request.
 *
 * @param value 8 to 128 letters, digits, {@code .}, {@code _} and {@code -}
 */
public record AccessKeyId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{7,127}");

    public AccessKeyId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an access key id has 8 to 128 letters, digits, dots, dashes");
        }
    }

    /** Reads text from outside; empty when it cannot be an access key id. */
    public static Optional<AccessKeyId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AccessKeyId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
