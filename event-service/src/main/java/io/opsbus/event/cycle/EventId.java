package io.opsbus.event.cycle;

import io.opsbus.event.Fingerprint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a system event, {@code e-…}; unique for ever.
 *
 * @param text as on the wire
 */
public record EventId(String text) {
    private static final Pattern FORM = Pattern.compile("e-[0-9A-Za-z*]{1,40}");
    private static final int LENGTH = 20;
    private static final BigInteger BASE = BigInteger.valueOf(36);

    /** Keeps the text; use {@link #parse} for text from outside. */
    public EventId {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an event id is not empty");
        }
    }

    /** The id in this text; empty when it cannot be one. */
    public static Optional<EventId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new EventId(text)) : Optional.empty();
    }

    /**
     * The id of the event that has this origin: the same origin told twice is one event.
     *
     * @param origin unique for ever, for example a fact id and the instance
     */
    public static EventId derived(String origin) {
        var hash = Fingerprint.of(("SystemEvent/" + origin).getBytes(StandardCharsets.UTF_8));
        var rest = new BigInteger(1, HexFormat.of().parseHex(hash.hex()));
        var digits = new StringBuilder("e-");
        for (int i = 0; i < LENGTH; i++) {
            var parts = rest.divideAndRemainder(BASE);
            digits.append(Character.forDigit(parts[1].intValue(), 36));
            rest = parts[0];
        }
        return new EventId(digits.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
