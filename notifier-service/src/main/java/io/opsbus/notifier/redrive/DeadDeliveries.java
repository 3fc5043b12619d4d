package io.opsbus.notifier.redrive;

import io.opsbus.notifier.keeping.Archive;
import java.time.Instant;
import java.util.List;

/**
 * Deliveries that were given up in the last weeks. An account that has too many loses what is on its way again first, then what a silence kept back, then
 * what died first.
 */
public interface DeadDeliveries extends Archive {
    /** Keeps what died; what is kept already stays as it is, and so does what is on its way again, unless it died again since. */
    void keep(List<DeadDelivery> dead, Instant now);

    /** How many are meant that are not on their way again. */
    long count(Order.Wanted wanted);
}
