package io.opsbus.instance.fleet;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The physical machine an instance runs on, as its provider names it; for operators, never for tenants.
 *
 * @param text 1 to 64 letters, digits, dots, dashes, colons and underscores, a letter or a digit first
 */
public record HostId(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    /** Refuses another form. */
    public HostId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no id of a host: '" + text + "'");
        }
    }

    /** The host of that id; empty if it has another form. */
    public static Optional<HostId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new HostId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
