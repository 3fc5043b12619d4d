package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a batch leaves to be parked; the batch is safe when it is.
 *
 * @param rows those of a line as they came
 * @param heldUp whether the process stood still since the batch began: then its records may be another's, and nothing is parked any more
 * @param parked is told when the store has the rows
 * @param ends waits for what is under way of the batch, so that whoever reads it again knows of it
 */
public record Remainder(List<Parking.Row> rows, BooleanSupplier heldUp, Runnable parked, Ends ends) {
    /** What is under way. */
    @FunctionalInterface
    public interface Ends {
        /** Waits until it has ended, so long at most; whether it has. */
        boolean await(Duration most) throws InterruptedException;
    }
}
