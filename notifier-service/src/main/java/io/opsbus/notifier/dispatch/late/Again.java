package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes attempts at what waits.
 *
 * @param <T> an attempt
 */
public interface Again<T extends Trial> {
    /**
     * Begins one, or has it wait for room at its target; empty when neither can be now.
     *
     * @param heldUp once this is so it does not begin any more
     */
    Optional<T> begin(Parking.Row row, BooleanSupplier heldUp);

    /** What follows from one that did not go well; empty when its delivery is over, which is for who settles its row. */
    Optional<DeliveryState.Parked> next(T trial);
}
