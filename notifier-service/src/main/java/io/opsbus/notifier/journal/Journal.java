package io.opsbus.notifier.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts of the last days. */
public interface Journal {
    /** Keeps attempts; one that is kept already stays as it is. */
    void keep(List<Entry> entries, Instant now);

    /**
     * The attempts meant, the newest first.
     *
     * @param after where the last page ended; empty for the first
     * @param limit at least 1
     */
    List<Entry> find(Search search, Optional<Place> after, int limit);

    /** Those of a filter and a status, likewise. */
    default List<Entry> find(Filter filter, Optional<Status> status, Optional<Place> after, int limit) {
        return find(Search.of(filter, status), after, limit);
    }

    /**
     * Forgets attempts kept before a moment, and those beyond the newest {@code most}, at most {@code batch} of them; returns how many. What
     * has the same return value as {@code batch} may have left some.
     */
    int forget(Instant before, long most, int batch);
}
