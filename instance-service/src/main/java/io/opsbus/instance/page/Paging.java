package io.opsbus.instance.page;

import java.util.Optional;

/** Which part of a list (contract 1.8). Limits on sizes are the actions'. */
public sealed interface Paging {
    /** How many items at most. */
    int size();

    /**
     * {@code PageNumber} and {@code PageSize}.
     *
     * @param number from 1
     * @param size from 1
     */
    record ByNumber(int number, int size) implements Paging {
        /** Refuses what is no page. */
        public ByNumber {
            if (number < 1 || size < 1) {
                throw new IllegalArgumentException("no page: " + number + " of " + size);
            }
        }

        /** How many items lie before. */
        public long skipped() {
            return (number - 1L) * size;
        }
    }

    /**
     * {@code NextToken} and {@code MaxResults}.
     *
     * @param from empty for the first part
     * @param size from 1
     */
    record ByToken(Optional<PageToken> from, int size) implements Paging {
        /** Refuses what is no page. */
        public ByToken {
            if (size < 1) {
                throw new IllegalArgumentException("no page of " + size);
            }
        }
    }

    /** The first {@code size}. */
    static Paging first(int size) {
        return new ByNumber(1, size);
    }
}
