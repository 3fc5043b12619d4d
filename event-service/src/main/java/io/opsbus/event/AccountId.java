package io.opsbus.event;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The account an event belongs to (guide 4.1, field {@code userId}). Every read of stored events needs one.
 *
 * @param text digits, or digits masked with {@code *} as in the guide's samples
 */
public record AccountId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z*_-]{1,64}");

    /** Keeps the text; use {@link #parse} for text from outside. */
    public AccountId {
        Objects.requireNonNull(text, "text");
    }

    /** The account with this id; empty when the text cannot be one. An empty text is never "all accounts". */
    public static Optional<AccountId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
