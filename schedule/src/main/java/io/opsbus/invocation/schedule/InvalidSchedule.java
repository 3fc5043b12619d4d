package io.opsbus.invocation.schedule;

import java.util.List;

/**
 * One thing that is wrong with a {@code Frequency}.
 *
 * @param part which part of the text, as people call it
 * @param found the part as it was sent, shortened
 * @param fault what is wrong with it
 * @param values what the fault's sentence names
 */
public record InvalidSchedule(String part, String found, Fault fault, List<String> values) {
    private static final int LONGEST_QUOTE = 40;

    public InvalidSchedule {
        found = quote(found);
        values = List.copyOf(values);
    }

    /** One sentence: the part, what is wrong, what to write instead. */
    public String sentence() {
        return part + " \"" + found + "\" " + fault.words().formatted(values.toArray());
    }

    private static String quote(String text) {
        var quoted = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_QUOTE)
                .map(character -> Character.isISOControl(character)
                                || !Character.isValidCodePoint(character)
                                || Character.getType(character) == Character.SURROGATE
                        ? '?'
                        : character)
                .forEach(quoted::appendCodePoint);
        return quoted + (text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "…" : "");
    }
}
