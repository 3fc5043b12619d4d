package io.opsbus.invocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an instance, {@code i-…}, or of a managed one, {@code mi-…}.
 *
 * @param text {@code i-} or {@code mi-} and up to 61 letters, digits and {@code -}
 */
public record InstanceId(String text) {
    private static final Pattern FORM = Pattern.compile("m?i-[0-9A-Za-z-]{1,61}");

    /** Refuses what cannot be one. */
    public InstanceId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no instance id: " + text);
        }
    }

    /** The one with this text; empty when nothing can be called so. */
    public static Optional<InstanceId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new InstanceId(text)) : Optional.empty();
    }

    /** Whether its machine is no instance of ours but registered by its agent. */
    public boolean isManaged() {
        return text.startsWith("mi-");
    }

    @Override
    public String toString() {
        return text;
    }
}
