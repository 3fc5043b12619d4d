package io.opsbus.parameters;

import java.util.List;

/**
 * Some characters.
 *
 * @param others whether it is all others
 */
record CharacterClass(List<Range> ranges, boolean others) {
    static final CharacterClass ANY = new CharacterClass(List.of(Range.of('\n'), Range.of('\r')), true);

    CharacterClass {
        ranges = List.copyOf(ranges);
    }

    /** From one character to another, both included. */
    record Range(int first, int last) {
        static Range of(int character) {
            return new Range(character, character);
        }
    }

    static CharacterClass of(int character) {
        return new CharacterClass(List.of(Range.of(character)), false);
    }

    boolean has(int character) {
        return others != ranges.stream().anyMatch(range -> range.first() <= character && character <= range.last());
    }
}
