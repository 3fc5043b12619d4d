package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What a batch parks, and where in its lines it does. For one thread. */
public final class Rows {
    private final Lines<?> lines;
    private final List<Parking.Row> all = new ArrayList<>();
    private final List<Parking.Queue> moved = new ArrayList<>();
    private final List<Parking.Row> ahead = new ArrayList<>();
    private @Nullable Future<?> parking;

    /** None yet. */
    public Rows(Lines<?> lines) {
        this.lines = lines;
    }

    /** What was not tried; what comes after it in its line is parked behind it. */
    public void untried(Delivery delivery, DeliveryState.Parked state, Optional<String> resource) {
        all.add(new Parking.Row(delivery, state, 1, Optional.empty(), resource));
        lines.of(delivery).ifPresent(Line::stop);
    }

    /** What could not be tried because its target is shut. */
    public void shut(Delivery delivery, DeliveryState.Parked state, Optional<String> resource) {
        untried(delivery, state, resource);
        lines.of(delivery).ifPresent(Line::fails);
    }

    /** What failed: it keeps its place or loses it. */
    public void failed(Delivery delivery, DeliveryState.Parked state, Optional<String> resource) {
        var line = lines.of(delivery);
        if (line.filter(one -> one.order() == ResourceOrder.SKIP).isPresent()) {
            all.add(new Parking.Row(delivery, state, 1));
        } else {
            shut(delivery, state, resource);
        }
    }

    /** What is under way since then. */
    public void underWay(Delivery delivery, DeliveryState.Parked state, Instant since, Optional<String> resource) {
        all.add(new Parking.Row(delivery, state, 1, Optional.of(since), resource));
    }

    /** What goes to its fallback. */
    public void moved(Delivery second, DeliveryState.Parked state, Optional<String> resource) {
        all.add(new Parking.Row(second, state, 1, Optional.empty(), resource));
        resource.ifPresent(one -> moved.add(new Parking.Queue(second.target(), one)));
    }

    /**
     * Begins to park those so far that stand in no queue, beside the attempts of the others: a store that takes its time then costs those none.
     */
    public void parkAhead(Parking store) {
        all.stream().filter(row -> row.resource().isEmpty()).forEach(ahead::add);
        if (!ahead.isEmpty()) {
            all.removeIf(row -> row.resource().isEmpty());
            parking = store.parkBeside(List.copyOf(ahead));
        }
    }

    /**
     * Returns when nothing is being parked any more: a row that comes after somebody looked for it would be sent once more. What the store did
     * not take is to be parked with the rest.
     */
    public void awaitAhead(Counts counts) throws InterruptedException {
        var begun = parking;
        if (begun == null) {
            return;
        }
        parking = null;
        try {
            begun.get();
            counts.parked(ahead.size());
            ahead.clear();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Parking.Away _ -> {
                    all.addAll(ahead);
                    ahead.clear();
                }
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException("rows were not parked", e);
            }
        }
    }

    /** All of them that are not parked ahead, those of a line as they came. Nothing here keeps them any longer. */
    public List<Parking.Row> left() {
        var left = List.copyOf(lines.sorted(all));
        all.clear();
        return left;
    }

    /** Tells where something has to be given up for what came now, once this is parked. */
    public void tell(Superseding superseding) {
        lines.all().stream().filter(Line::isOutdated).map(Line::queue).forEach(superseding::look);
        moved.forEach(superseding::joined);
    }
}
