package io.opsbus.gateway;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who owns keys and resources; on the wire the {@code userId} of events.
 *
 * @param value sixteen digits, as the original's; the first is not 0
 */
public record AccountId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{15}");

    public AccountId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an account id is sixteen digits");
        }
    }

    /** Reads text from outside; empty when it cannot be an account id, and never "all accounts". */
    public static Optional<AccountId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
