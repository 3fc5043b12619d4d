package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.dispatch.Parking;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a batch leaves to be parked; the batch is safe when it is, or when nothing is left of it.
 *
 * @param <T> an attempt
 * @param rows those of a line as they came
 * @param heldUp whether the process stood still since the batch began: then its records may be another's, and nothing is parked any more
 * @param parked is told when the store has the rows, and what was under way when these were parked: its end is to be settled there
 */
public record Remainder<T extends Trial>(List<Left<T>> rows, BooleanSupplier heldUp, Consumer<List<T>> parked) {
    /**
     * One row.
     *
     * @param <T> an attempt
     * @param trial the attempt that is under way; empty when none is
     */
    public record Left<T extends Trial>(Parking.Row row, Optional<T> trial) {}
}
