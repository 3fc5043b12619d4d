package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one batch has left. While it waits, what stands in no line is tried from here as it would be from the store; what goes well is gone. Safe
 * for any thread.
 *
 * @param <T> an attempt
 */
final class Waiting<T extends Trial> {
    private static final class Place<T extends Trial> {
        private Parking.Row row;
        private @Nullable T trial;

        private Place(Remainder.Left<T> left) {
            this.row = left.row();
            this.trial = left.trial().orElse(null);
        }

        private boolean isDelivered() {
            return trial != null && trial.isDelivered();
        }

        /** What stands in a line has its turn among the parked. */
        private void look(Again<T> again, BooleanSupplier heldUp) {
            if (row.resource().isPresent()) {
                return;
            }
            if (trial != null && trial.isOver()) {
                again.next(trial).ifPresent(this::failed);
            }
            if (trial == null || trial.isGone()) {
                trial = again.begin(row, heldUp).orElse(null);
            }
        }

        private void failed(DeliveryState.Parked state) {
            row = new Parking.Row(row.delivery(), state, 1);
            trial = null;
        }

        private Parking.Row now() {
            return trial == null || trial.withdraw() ? row : trial.underWay(row);
        }

        private Stream<T> open() {
            return Stream.ofNullable(trial).filter(one -> !one.isGone());
        }
    }

    private final BooleanSupplier heldUp;
    private final Consumer<List<T>> parked;
    private final List<Place<T>> places = new ArrayList<>();
    private final CompletableFuture<Void> safe = new CompletableFuture<>();
    private volatile int size;
    /** Whether nothing is begun now: what is left is on its way to the store. */
    private boolean onItsWay;

    private boolean over;

    Waiting(Remainder<T> left) {
        this.heldUp = left.heldUp();
        this.parked = left.parked();
        left.rows().forEach(one -> places.add(new Place<>(one)));
        this.size = places.size();
    }

    CompletableFuture<?> safe() {
        return safe;
    }

    /** Whether the process stood still since the batch began. */
    boolean isHeldUp() {
        return heldUp.getAsBoolean();
    }

    /** How many rows are left. */
    int size() {
        return size;
    }

    /** Tries what may be tried; whether nothing is left. */
    synchronized boolean look(Again<T> again) {
        if (onItsWay || over || isHeldUp()) {
            return false;
        }
        drop();
        places.forEach(place -> place.look(again, heldUp));
        return places.isEmpty();
    }

    private void drop() {
        places.removeIf(Place::isDelivered);
        size = places.size();
    }

    /** What is to be parked now. Until it is known what comes of that nothing is begun. */
    synchronized List<Parking.Row> setOut() {
        if (over) {
            return List.of();
        }
        onItsWay = true;
        drop();
        return places.stream().map(Place::now).toList();
    }

    /** The store is away: it waits on. */
    synchronized void stay() {
        onItsWay = false;
    }

    /** Whatever was left is in the store; the batch is safe. */
    void arrived() {
        List<T> open;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            open = open();
        }
        parked.accept(open);
        safe.complete(null);
    }

    /** It will not be safe. */
    void fail(RuntimeException why) {
        safe.completeExceptionally(why);
    }

    /** Nothing is begun any more; what is under way. */
    synchronized List<T> giveUp() {
        over = true;
        places.forEach(Place::now);
        return open();
    }

    private List<T> open() {
        return places.stream().flatMap(Place::open).toList();
    }

    /** Targets that have rows here that queue. */
    synchronized List<TargetId> queueing() {
        return places.stream()
                .map(place -> place.row)
                .filter(row -> row.resource().isPresent())
                .map(row -> row.delivery().target())
                .toList();
    }
}
