package io.opsbus.benchmarks;

import java.util.regex.Pattern;

/**
 * One option of a benchmark, {@code --name value}.
 *
 * @param name without the dashes
 * @param kind what values it takes
 * @param fallback its value when it is not given; empty when there is none
 * @param meaning for the help text
 */
public record Option(String name, Kind kind, String fallback, String meaning) {
    /** What values an option takes. */
    public enum Kind {
        NUMBER("a whole number", "\\d{1,9}"),
        NUMBERS("whole numbers with commas", "\\d{1,9}(,\\d{1,9})*"),
        WORDS("words with commas", "[\\w.-]+(,[\\w.-]+)*"),
        PATH("a file or folder", ".+"),
        /** Takes no value on the command line; {@code true} when it is there. */
        SWITCH("nothing", "true|false");

        private final String words;
        private final Pattern pattern;

        Kind(String words, String pattern) {
            this.words = words;
            this.pattern = Pattern.compile(pattern);
        }

        boolean takes(String value) {
            return pattern.matcher(value).matches();
        }

        String words() {
            return words;
        }
    }

    /** The line of the help text. */
    String help() {
        String left = kind == Kind.SWITCH ? "--" + name : "--" + name + " " + kind.name();
        String end = fallback.isEmpty() || kind == Kind.SWITCH ? "" : " (default " + fallback + ")";
        return "  %-24s %s%s%n".formatted(left, meaning, end);
    }
}
