package io.opsbus.rpc.page;

import java.util.Optional;

/** Which page a client asks for. */
public sealed interface PageRequest {
    /** Most entries the page may have. */
    int size();

    /**
     * By number: the reply tells {@code TotalCount, PageNumber, PageSize}.
     *
     * @param number from 1
     */
    record ByNumber(int number, int size) implements PageRequest {
        /** Entries in front of the page. */
        public long offset() {
            return (number - 1L) * size;
        }
    }

    /**
     * By token: the reply tells {@code NextToken} while there is more.
     *
     * @param after where the page before ended, as the store wrote it; empty for the first page
     */
    record ByToken(Optional<String> after, int size) implements PageRequest {}
}
