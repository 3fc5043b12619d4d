package io.opsbus.notifier.redrive;

import java.time.Instant;
import java.util.List;

/** Deliveries that were given up in the last weeks. */
public interface DeadDeliveries {
    /** Keeps what died; what is kept already stays as it is, and so does what is on its way again, unless it died again since. */
    void keep(List<DeadDelivery> dead, Instant now);

    /** How many are meant that are not on their way again. */
    long count(Order.Wanted wanted);

    /** Forgets those kept before a moment, and those beyond the newest {@code most}, at most {@code batch} of them; returns how many. */
    int forget(Instant before, long most, int batch);
}
