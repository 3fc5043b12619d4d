package io.opsbus.agent.update;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of the agent: one to four numbers, compared as numbers. Its text names a folder.
 *
 * @param text as it was written
 */
public record Version(String text) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,3}");
    private static final int PARTS = 4;

    /** Refuses what is none. */
    public Version {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a version is one to four numbers, 1.2.3, and not " + text);
        }
    }

    /** Empty for what is none. */
    public static Optional<Version> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Version(text)) : Optional.empty();
    }

    private int[] numbers() {
        int[] given =
                Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
        return Arrays.copyOf(given, PARTS);
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    public boolean isNewerThan(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
