package io.opsbus.queue;

import java.util.regex.Pattern;

/**
 * The account that owns queues. It comes from the key that verified a request, never from a parameter.
 *
 * @param text 1 to 64 letters, digits, {@code _} and {@code -}
 */
public record AccountId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** Refuses what no account is called: an empty text is never "all accounts". */
    public AccountId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no account id: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
