package io.opsbus.invocation.query;

/** Which part of a list (API facts 1.8); sizes are limited by the actions. */
public sealed interface Paging {
    /** Most items of the part, 1 or more. */
    int size();

    /**
     * {@code PageNumber} and {@code PageSize}.
     *
     * @param number from 1
     */
    record ByNumber(int number, int size) implements Paging {
        /** Items in front of the part. */
        public long offset() {
            return (number - 1L) * size;
        }
    }

    /**
     * {@code NextToken} and {@code MaxResults}.
     *
     * @param after {@link Page#last} of the part before, or {@link #START}. Any other number gives a part of the same list too,
     *     never of another account's
     */
    record ByToken(long after, int size) implements Paging {
        /** In front of the first item. */
        public static final long START = Long.MAX_VALUE;
    }
}
