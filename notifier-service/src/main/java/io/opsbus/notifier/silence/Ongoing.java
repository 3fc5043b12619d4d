package io.opsbus.notifier.silence;

import io.opsbus.notifier.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where inhibitions are ongoing. Durable, and the same for every process. */
public interface Ongoing {
    /** One resource, and the inhibition that may be ongoing there. */
    record Place(AccountId account, String inhibition, String resource) {}

    /**
     * For how long.
     *
     * @param event what began it: the same for one event only, however often it is read
     */
    record Span(UUID event, Instant since, Instant until) {}

    /** A place and its span. */
    record Going(Place place, Span span) {}

    /** It begins, or goes on. What began it the last time does nothing when it is read once more, also when it has ended since. */
    void begin(Place place, Span span);

    /** It is over. */
    void end(Place place);

    /** The first of these where one is ongoing. */
    Optional<Place> first(List<Place> asked, Instant now);

    /** Where one is ongoing now, by resource. */
    List<Going> of(AccountId account, String inhibition, Instant now, int limit);

    /** Forgets what was over before that; returns how many. */
    int forget(Instant before);
}
