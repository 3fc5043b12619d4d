package io.opsbus.invocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The account that owns things. It comes from the key that verified a request, never from a parameter.
 *
 * @param text 1 to 64 letters, digits, {@code _} and {@code -}
 */
public record AccountId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** Refuses what cannot be one. */
    public AccountId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no account id: " + text);
        }
    }

    /** The one with this text; empty when nothing can be called so. */
    public static Optional<AccountId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
