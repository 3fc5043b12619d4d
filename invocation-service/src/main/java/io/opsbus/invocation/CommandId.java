package io.opsbus.invocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a command of command-service, {@code c-…}.
 *
 * @param text {@code c-} and up to 62 letters, digits and {@code -}
 */
public record CommandId(String text) {
    private static final Pattern FORM = Pattern.compile("c-[0-9A-Za-z-]{1,62}");

    /** Refuses what cannot be one. */
    public CommandId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no command id: " + text);
        }
    }

    /** The one with this text; empty when nothing can be called so. */
    public static Optional<CommandId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new CommandId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
