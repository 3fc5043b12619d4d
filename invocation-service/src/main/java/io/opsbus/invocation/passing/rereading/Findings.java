package io.opsbus.invocation.passing.rereading;

import java.util.HashSet;
import java.util.Set;

/** Placeholders that have been found to be read again, while a script is being read, and how much of it has been. */
public final class Findings {
    /** Characters and words that are looked at: thirty times what the longest script takes that people write. */
    static final int MOST_STEPS = 1_000_000;

    private final Set<Character> asScript = new HashSet<>();
    private final Set<Character> asNumbers = new HashSet<>();
    private final Set<Character> asOption = new HashSet<>();
    private final Set<Character> asOptions = new HashSet<>();
    private final Set<Character> lost = new HashSet<>();
    private int steps;

    /** Something is looked at that is so long. */
    public void step(int length) {
        steps = Math.min(MOST_STEPS, steps + Math.max(1, length));
    }

    /** Whether more may be looked at; what has been found does not count else. */
    public boolean goesOn() {
        return steps < MOST_STEPS;
    }

    /** They become a part of a script. */
    public void script(Set<Character> placeholders) {
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

    /** What a word has is calculated with. */
    void calculated(Word word) {
        numbers(word.direct());
        word.frames().forEach(this::calculated);
    }

    /** What commands write is; where they count, that is a number whatever the value is, which may be no option that says otherwise. */
    void calculated(Frame frame) {
        if (frame.counts()) {
            frame.commands()
                    .flatMap(each -> each.words().stream())
                    .filter(Word::beginsWithValue)
                    .forEach(each -> option(each.direct()));
        } else {
            frame.commands().flatMap(each -> each.literal().stream()).forEach(each -> numbers(each.literal()));
        }
    }

    /** They stand as variables in a script that is read where no variables are. */
    public void lost(Set<Character> placeholders) {
        lost.addAll(placeholders);
    }

    /** Those of subscripts: keys are read as text, and the others calculated. */
    void subscript(boolean isKey, Set<Character> placeholders) {
        (isKey ? asScript : asNumbers).addAll(placeholders);
    }

    /** All of them, by their names. */
    public ReadAgain named(Marked script) {
        return goesOn()
                ? new ReadAgain(
                        script.called(asScript),
                        script.called(asNumbers),
                        script.called(asOption),
                        script.called(asOptions),
                        script.called(lost),
                        Set.of())
                : ReadAgain.unread(script.names());
    }
}
