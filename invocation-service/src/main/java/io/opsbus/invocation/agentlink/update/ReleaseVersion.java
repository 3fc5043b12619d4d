package io.opsbus.invocation.agentlink.update;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** One to four numbers, compared as numbers, as the agent compares them. Its text names a folder. */
record ReleaseVersion(String text) implements Comparable<ReleaseVersion> {
    private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,3}");
    private static final int PARTS = 4;

    static Optional<ReleaseVersion> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ReleaseVersion(text)) : Optional.empty();
    }

    private int[] numbers() {
        return Arrays.copyOf(
                Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray(), PARTS);
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        return Arrays.compare(numbers(), other.numbers());
    }
}
