package io.opsbus.notifier.rule;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.condition.Search;
import io.opsbus.notifier.meta.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a pattern may be. Only its product must be said (API facts 2.2): a list that is left out asks nothing, as the console's "all types" and "all
 * levels". An empty word in a list never means everything.
 */
public final class PatternCheck {
    private static final int MOST_WORDS = 50;
    private static final int LONGEST_WORD = 256;
    private static final String WORD = "a word of at most " + LONGEST_WORD + " characters";

    private PatternCheck() {}

    /** What is wrong with it, reading on after "EventPattern.N"; empty when it is sound. */
    public static Optional<String> problem(EventPattern pattern) {
        if (!Character.isLetterOrDigit(
                        pattern.product().isEmpty() ? ' ' : pattern.product().charAt(0))
                || pattern.product().length() > 64) {
            return Optional.of(".Product must be the name of a product");
        }
        if (pattern.product().equalsIgnoreCase(EventPattern.CUSTOM_PRODUCT)) {
            return Optional.of(".Product is of custom events; set EventType to CUSTOM for those");
        }
        return list(
                        ".LevelList",
                        pattern.levels(),
                        word -> word.equals("*") || Level.of(word).isPresent(),
                        "CRITICAL, WARN, INFO or *")
                .or(() -> list(
                        ".NameList",
                        pattern.names(),
                        word -> NamePattern.parse(word).isPresent(),
                        "an event's name, a beginning such as Disk:* or *"))
                .or(() -> list(
                        ".EventTypeList",
                        pattern.kinds(),
                        word -> word.equals("*") || EventKind.of(word).isPresent(),
                        "StatusNotification, Exception, Maintenance or *"))
                .or(() -> list(".StatusList", pattern.statuses(), PatternCheck::isWord, WORD))
                .or(() -> words(pattern.words()));
    }

    /** Says which, and nothing of what stands there. */
    private static Optional<String> list(String field, List<String> words, Predicate<String> sound, String what) {
        if (words.size() > MOST_WORDS) {
            return Optional.of(field + " has more than " + MOST_WORDS + " entries");
        }
        return IntStream.range(0, words.size())
                .filter(at -> !sound.test(words.get(at)))
                .mapToObj(at -> field + "." + (at + 1) + " must be " + what)
                .findFirst();
    }

    private static Optional<String> words(EventPattern.Words words) {
        if (!List.of("", "OR", "AND", "NOT").contains(words.relation())) {
            return Optional.of(".KeywordFilter.Relation must be OR, AND or NOT");
        }
        if (!words.search().isEmpty() && Search.parse(words.search()).isEmpty()) {
            return Optional.of(".SQLFilter must be words joined by and, or, not and brackets");
        }
        if (!words.custom().isEmpty() && !isWord(words.custom())) {
            return Optional.of(".CustomFilters must be " + WORD);
        }
        return list(".KeywordFilter.Keywords", words.keywords(), PatternCheck::isWord, WORD);
    }

    private static boolean isWord(String word) {
        return !word.isBlank() && word.length() <= LONGEST_WORD && word.chars().noneMatch(Character::isISOControl);
    }
}
