package io.opsbus.invocation.query;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list.
 *
 * @param items in the order of the list, newest first
 * @param total how many the whole list has
 * @param last where this part ended, for {@link Paging.ByToken}; empty when nothing follows
 */
public record Page<T>(List<T> items, long total, OptionalLong last) {
    public Page {
        items = List.copyOf(items);
    }
}
