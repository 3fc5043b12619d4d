package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a batch: who of its deliveries waits for whom. The store is asked once, and only when a target of the batch is told in order.
 *
 * @param <T> what stands in line
 */
public final class Lines<T> {
    private record Place<T>(Line<T> line, int number) {}

    private final Map<Parking.Queue, Line<T>> lines = new HashMap<>();
    private final Map<DeliveryId, Place<T>> places = new HashMap<>();
    private final Map<TargetId, ResourceOrder> orders = new HashMap<>();

    private Lines() {}

    /**
     * The lines of these deliveries, which are in the order they were routed in.
     *
     * @param isBehind whether what came before waits for the store: then each waits, and nobody is asked
     */
    public static <T> Lines<T> of(List<Delivery> batch, Targets owners, Parking parking, boolean isBehind) {
        var made = new Lines<T>();
        batch.stream()
                .map(Delivery::target)
                .distinct()
                .forEach(target -> owners.owner(target)
                        .map(owner -> owner.orderAt(target))
                        .filter(ResourceOrder::isKept)
                        .ifPresent(order -> made.orders.put(target, order)));
        if (!made.orders.isEmpty()) {
            for (var delivery : batch) {
                made.take(delivery, owners);
            }
            if (isBehind) {
                made.lines.values().forEach(Line::stop);
            } else {
                made.ask(parking);
            }
        }
        return made;
    }

    private void take(Delivery delivery, Targets owners) {
        var order = orders.get(delivery.target());
        if (order != null) {
            var queue = new Parking.Queue(delivery.target(), owners.holds().resource(delivery));
            var line = lines.computeIfAbsent(queue, one -> new Line<>(one, order));
            places.put(delivery.id(), new Place<>(line, places.size()));
        }
    }

    private void ask(Parking parking) {
        Map<Parking.Queue, Boolean> waiting;
        try {
            waiting = parking.waiting(lines.keySet());
        } catch (Parking.Away _) {
            // nobody knows who waits, so each does: out of order cannot be made good
            lines.values().forEach(Line::stop);
            return;
        }
        waiting.forEach((queue, failed) -> {
            var line = lines.get(queue);
            if (line != null) {
                line.stop();
                if (failed) {
                    line.fails();
                }
            }
        });
    }

    /** The line a delivery stands in; empty when it has none. */
    public Optional<Line<T>> of(Delivery delivery) {
        return places.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(places.get(delivery.id())).map(Place::line);
    }

    /** Targets that are told in order. */
    public Set<TargetId> targets() {
        return orders.keySet();
    }

    /** Brings rows into the order their deliveries came in; a store gives them their places in that order. */
    public List<Parking.Row> sorted(List<Parking.Row> rows) {
        if (places.isEmpty()) {
            return rows;
        }
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt(row -> {
            var place = places.get(row.delivery().id());
            return place == null ? 0 : place.number();
        }));
        return sorted;
    }

    /** All lines. */
    public Collection<Line<T>> all() {
        return lines.values();
    }
}
