package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What was delivered, or superseded, by somebody who died before saying so; asked when a lease has run out that nobody settled under. */
@FunctionalInterface
public interface Recall {
    /**
     * Those of these deliveries that were delivered, or given up for a newer one.
     *
     * @param since when the earliest of the attempts in question may have begun
     * @throws RuntimeException when it cannot be known now
     */
    Set<DeliveryId> delivered(Map<DeliveryId, TargetId> asked, Instant since);
}
