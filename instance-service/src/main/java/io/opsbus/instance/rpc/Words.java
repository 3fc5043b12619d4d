package io.opsbus.instance.rpc;

import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The words a parameter may have, and what each means.
 *
 * @param all in the order of the reference page
 */
public record Words<T>(List<Word<T>> all, boolean isCaseIgnored) {
    /** One word. */
    public record Word<T>(String text, T meaning) {}

    public Words {
        all = List.copyOf(all);
    }

    /** The words of an enumeration. */
    public static <T> Words<T> of(T[] meanings, Function<T, String> word) {
        List<Word<T>> all = new ArrayList<>();
        for (T meaning : meanings) {
            all.add(new Word<>(word.apply(meaning), meaning));
        }
        return new Words<>(all, false);
    }

    /** These without one that callers may not use. */
    public Words<T> without(String text) {
        return new Words<>(
                all.stream().filter(word -> !word.text().equals(text)).toList(), isCaseIgnored);
    }

    /** The same in any case: the contract itself spells them in two ways. */
    public Words<T> ignoringCase() {
        return new Words<>(all, true);
    }

    /** These, and a word that stands for any of them. */
    public Words<Optional<T>> orAny(String text) {
        List<Word<Optional<T>>> more = new ArrayList<>();
        all.forEach(word -> more.add(new Word<>(word.text(), Optional.of(word.meaning()))));
        more.add(new Word<>(text, Optional.empty()));
        return new Words<>(more, isCaseIgnored);
    }

    private String text(T meaning) {
        return all.stream()
                .filter(word -> word.meaning().equals(meaning))
                .map(Word::text)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(meaning + " is none of " + all));
    }

    /** A parameter whose value is one of these. */
    public static <T> Take<T> take(String name, Words<T> words) {
        String texts = String.join(
                ", ", words.all.stream().map(word -> "`" + word.text() + "`").toList());
        return Take.text(name)
                .<T>as(
                        texts,
                        (full, text) -> words.all.stream()
                                .filter(word -> words.isCaseIgnored
                                        ? word.text().equalsIgnoreCase(text)
                                        : word.text().equals(text))
                                .<Got<T>>map(word -> new Got.Given<>(word.meaning()))
                                .findFirst()
                                .orElseGet(() ->
                                        Got.wrong(full, Reason.MALFORMED, "must be one of " + texts.replace("`", ""))))
                .spelled(words::text);
    }
}
