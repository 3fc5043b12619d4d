package io.opsbus.invocation.query;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list.
 *
 * @param items in the order of the list, newest first
 * @param total how many the whole list has; of a long one see {@link #total}
 * @param last where this part ended, for {@link Paging.ByToken}; empty when nothing follows
 */
public record Page<T>(List<T> items, long total, OptionalLong last) {
    /** So many are counted: to count all of a list would cost the more the longer it is. */
    public static final int MOST_COUNTED = 10_000;

    /**
     * What is told of how many there are: exactly up to {@link #MOST_COUNTED}; of a longer list at least that, and always more than came
     * until then while there are more, so that who goes on until they have them all gets them all.
     *
     * @param counted up to one more than the most
     * @param paging which part was asked for
     * @param shown how many the part has
     * @param hasMore whether anything follows it
     */
    public static long total(long counted, Paging paging, int shown, boolean hasMore) {
        if (counted <= MOST_COUNTED) {
            return counted;
        }
        long before = paging instanceof Paging.ByNumber number ? number.offset() : 0;
        return Math.max(MOST_COUNTED, before + shown + (hasMore ? 1 : 0));
    }

    public Page {
        items = List.copyOf(items);
    }
}
