package io.opsbus.notifier.journal;

import io.opsbus.notifier.delivery.DeliveryId;
import java.util.Optional;
import java.util.Set;

/**
 * Which attempts are meant; what is left out asks nothing.
 *
 * @param filter its times are those the attempts began at
 * @param status of the attempts
 * @param delivery whose attempts
 * @param events ids of the events; an empty set finds nothing
 */
public record Search(
        Filter filter, Optional<Status> status, Optional<DeliveryId> delivery, Optional<Set<String>> events) {
    public Search {
        events = events.map(Set::copyOf);
    }

    /** Of any delivery and event. */
    public static Search of(Filter filter, Optional<Status> status) {
        return new Search(filter, status, Optional.empty(), Optional.empty());
    }

    /** Whether an attempt is meant. */
    public boolean covers(Entry entry) {
        return filter.covers(entry.subject(), entry.place().startedAt())
                && status.map(one -> one == entry.result().status()).orElse(true)
                && delivery.map(one -> one.equals(entry.place().delivery())).orElse(true)
                && events.map(ids -> ids.contains(entry.subject().eventId())).orElse(true);
    }
}
