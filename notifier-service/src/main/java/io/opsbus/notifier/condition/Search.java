package io.opsbus.notifier.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the contract's {@code SQLFilter}, which is a sentence of words and not SQL: {@code a and (b or c1) or d not 222}.
 * {@code and} binds tighter than {@code or}; {@code not} without a word before it joins with {@code and}. ASSUMED: the contract
 * shows samples and no grammar.
 *
 * <pre>
 * sentence = product { "or" product }
 * product  = factor { ["and"] factor }
 * factor   = "not" factor | "(" sentence ")" | word
 * </pre>
 */
public final class Search {
    /** Longest sentence, in characters. */
    public static final int MAX = 1024;

    private static final int DEEPEST = 16;
    private static final Pattern TOKEN = Pattern.compile("[()]|\"[^\"]+\"|[^\\s()\"]+");

    private final List<String> tokens;
    private int next;

    private Search(List<String> tokens) {
        this.tokens = tokens;
    }

    /** The condition a sentence stands for; empty when it cannot be read. */
    public static Optional<Condition> parse(String sentence) {
        if (sentence.length() > MAX || sentence.isBlank()) {
            return Optional.empty();
        }
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(sentence);
        var end = 0;
        while (matcher.find()) {
            if (!sentence.substring(end, matcher.start()).isBlank()) {
                return Optional.empty();
            }
            tokens.add(matcher.group());
            end = matcher.end();
        }
        if (!sentence.substring(end).isBlank()) {
            return Optional.empty();
        }
        var search = new Search(tokens);
        return search.sentence(0).filter(_ -> search.next == tokens.size());
    }

    private Optional<Condition> sentence(int depth) {
        var parts = new ArrayList<Condition>();
        do {
            var part = product(depth);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        } while (take("or"));
        return Optional.of(parts.size() == 1 ? parts.getFirst() : new Condition.Either(parts));
    }

    private Optional<Condition> product(int depth) {
        var parts = new ArrayList<Condition>();
        boolean more;
        do {
            var part = factor(depth);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
            more = take("and") || (next < tokens.size() && !is("or") && !is(")"));
        } while (more);
        return Optional.of(parts.size() == 1 ? parts.getFirst() : new Condition.All(parts));
    }

    private Optional<Condition> factor(int depth) {
        if (depth > DEEPEST || next == tokens.size()) {
            return Optional.empty();
        }
        if (take("not")) {
            return factor(depth + 1).map(Condition.Not::new);
        }
        if (take("(")) {
            var inner = sentence(depth + 1);
            return take(")") ? inner : Optional.empty();
        }
        if (is("or") || is("and") || is(")")) {
            return Optional.empty();
        }
        var word = tokens.get(next++);
        return Optional.of(new Condition.Holds(word.startsWith("\"") ? word.substring(1, word.length() - 1) : word));
    }

    private boolean take(String word) {
        if (is(word)) {
            next++;
            return true;
        }
        return false;
    }

    private boolean is(String word) {
        return next < tokens.size() && tokens.get(next).toLowerCase(Locale.ROOT).equals(word);
    }
}
