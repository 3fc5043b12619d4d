package io.opsbus.invocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A region, for instance {@code cn-hangzhou}.
 *
 * @param text 1 to 64 letters, digits and {@code -}
 */
public record RegionId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** Refuses what cannot be one. */
    public RegionId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no region id: " + text);
        }
    }

    /** The one with this text; empty when nothing can be called so. */
    public static Optional<RegionId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RegionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
