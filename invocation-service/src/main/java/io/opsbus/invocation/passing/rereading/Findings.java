package io.opsbus.invocation.passing.rereading;

import java.util.HashSet;
import java.util.Set;

/** Placeholders that have been found to be read again, while a script is being read. */
record Findings(Set<Character> asScript, Set<Character> asNumbers, Set<Character> asOption, Set<Character> asOptions) {
    Findings() {
        this(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    void script(Set<Character> placeholders) {
        asScript.addAll(placeholders);
    }

    void numbers(Set<Character> placeholders) {
        asNumbers.addAll(placeholders);
    }

    void option(Set<Character> placeholders) {
        asOption.addAll(placeholders);
    }

    void options(Set<Character> placeholders) {
        asOptions.addAll(placeholders);
    }

    ReadAgain named(Marked script) {
        return new ReadAgain(
                script.called(asScript), script.called(asNumbers), script.called(asOption), script.called(asOptions));
    }
}
