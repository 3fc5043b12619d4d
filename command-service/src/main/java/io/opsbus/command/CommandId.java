package io.opsbus.command;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a command, {@code c-} and 32 hexadecimal digits when it is ours; unique for ever.
 *
 * @param text {@code c-} and up to 62 letters, digits and {@code -}
 */
public record CommandId(String text) {
    private static final Pattern FORM = Pattern.compile("c-[0-9A-Za-z-]{1,62}");

    /** Refuses what no command is called. */
    public CommandId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no command id: " + text);
        }
    }

    /** The id with this text; empty when nothing can be called so, which a caller hears as "not found". */
    public static Optional<CommandId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new CommandId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
