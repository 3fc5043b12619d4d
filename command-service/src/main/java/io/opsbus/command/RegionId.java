package io.opsbus.command;

import java.util.regex.Pattern;

/**
 * A region, for instance {@code cn-hangzhou}.
 *
 * @param text 1 to 64 letters, digits and {@code -}
 */
public record RegionId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** Refuses what no region is called. */
    public RegionId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no region id: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
