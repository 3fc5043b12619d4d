package io.opsbus.notifier.journal;

import io.opsbus.notifier.keeping.Archive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts of the last days. An account that has too many loses those that began first. */
public interface Journal extends Archive {
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
}
