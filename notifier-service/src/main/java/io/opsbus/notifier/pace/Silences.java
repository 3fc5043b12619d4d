package io.opsbus.notifier.pace;

import io.opsbus.notifier.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What was told lately, so that it is not told again while its silence lasts. */
public interface Silences {
    /**
     * News for a subscription.
     *
     * @param news the same for events that say the same: name, resource and status
     * @param event the same for one event only, however often it is read
     */
    record News(SubscriptionId subscription, UUID news, UUID event) {}

    /**
     * Whether the news may be told; if so, the silence begins. The event that began a silence may always be told: it is asked about again
     * when the batch it came in is read a second time.
     */
    boolean tell(News news, Duration silence, Instant now);

    /** Forgets silences that are over; returns how many. */
    int forget(Instant now);
}
