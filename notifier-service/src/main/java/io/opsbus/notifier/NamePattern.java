package io.opsbus.notifier;

import java.util.Optional;

/** Which event names a subscription wants: one name, every name that starts so, or, said outright, all of them. */
public sealed interface NamePattern {
    /** Longest pattern accepted, in characters. */
    int MAX = 128;

    /** Whether an event of this name is wanted. */
    boolean matches(String name);

    /** The text that {@link #parse} reads back. */
    String text();

    /** Reads {@code name}, {@code prefix*} or {@code *}; empty when the text is none of them. */
    static Optional<NamePattern> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(new Any());
        }
        var stem = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
        if (stem.isEmpty() || text.length() > MAX || !stem.chars().allMatch(NamePattern::isNameCharacter)) {
            return Optional.empty();
        }
        return Optional.of(text.endsWith("*") ? new Prefix(stem) : new Exact(stem));
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ":._-".indexOf(c) >= 0;
    }

    /** Exactly this name. */
    record Exact(String name) implements NamePattern {
        @Override
        public boolean matches(String other) {
            return name.equals(other);
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** Every name that starts with {@code stem}. */
    record Prefix(String stem) implements NamePattern {
        @Override
        public boolean matches(String other) {
            return other.startsWith(stem);
        }

        @Override
        public String text() {
            return stem + "*";
        }
    }

    /** Every name. */
    record Any() implements NamePattern {
        @Override
        public boolean matches(String other) {
            return true;
        }

        @Override
        public String text() {
            return "*";
        }
    }
}
