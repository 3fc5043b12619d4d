package io.opsbus.instance.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items in the order of the list, newest first
 * @param total how many the whole list has
 * @param next where the part after this begins; empty when this is the last one
 */
public record Page<T>(List<T> items, long total, Optional<PageToken> next) {
    /** Copies. */
    public Page {
        items = List.copyOf(items);
    }

    /** The part of a list that has nothing. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), 0, Optional.empty());
    }

    /** The same part with each item seen otherwise. */
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), total, next);
    }
}
