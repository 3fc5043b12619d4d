package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was delivered, or superseded, by somebody who did not come to say so, because he died, or this very process was too slow; asked when a lease
 * has run out that nobody settled under.
 */
@FunctionalInterface
public interface Recall {
    /**
     * Those of these deliveries that were delivered, or given up for a newer one.
     *
     * @param since when the earliest of the attempts in question may have begun
     * @throws RuntimeException when it cannot be known now
     */
    Set<DeliveryId> delivered(Map<DeliveryId, TargetId> asked, Instant since);

    /** What another knows, and of the rest, asked after it, this one. */
    default Recall behind(Recall first) {
        return (asked, since) -> {
            var known = new HashSet<>(first.delivered(asked, since));
            var rest = new HashMap<>(asked);
            rest.keySet().removeAll(known);
            if (!rest.isEmpty()) {
                known.addAll(delivered(rest, since));
            }
            return known;
        };
    }
}
