package io.opsbus.notifier.pace;

import io.opsbus.notifier.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Merge windows: the first of a kind is told at once, what comes of the kind before its window ends waits for that end. After a window that
 * held something back the next one follows, so that however much comes there is one message a window; after one that did not, the next of
 * the kind is a first again.
 *
 * <pre>
 *   at once                told together          told together        at once
 *   1----2--3---------|----4---5--6-----|---------------------|........7-----
 *   first: a window   next window       next window, empty             a window
 * </pre>
 */
public interface Windows {
    /**
     * One of a kind for a subscription.
     *
     * @param kind the same for what is told together
     * @param one the same for one delivery only, however often it is read
     */
    record Entry(SubscriptionId subscription, UUID kind, UUID one) {}

    /** Until when it waits for others; empty for a first, again when it is asked about a second time while its window lasts. */
    Optional<Instant> join(Entry entry, Duration length, Instant now);

    /** Forgets windows that ended before that; returns how many. */
    int forget(Instant before);
}
