package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a batch parks, and where in its lines it does. For one thread. */
public final class Rows {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Lines<?> lines;
    private final List<Parking.Row> all = new ArrayList<>();
    private final List<Parking.Queue> moved = new ArrayList<>();

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
     * Parks all of them, those of a line as they came; comes back to it until the store has it.
     *
     * @throws Deliverer.HeldUp when the process stood still meanwhile
     */
    public void park(Parking parking, Counts counts, BooleanSupplier heldUp) throws InterruptedException {
        if (all.isEmpty()) {
            return;
        }
        var sorted = lines.sorted(all);
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                parking.park(sorted);
                counts.parked(sorted.size());
                return;
            } catch (Parking.Away _) {
                // nothing can be acknowledged without the store; the batch stays here, whole, until it is back
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                if (heldUp.getAsBoolean()) {
                    throw new Deliverer.HeldUp();
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        var next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    /** Tells where something has to be given up for what came now, once this is parked. */
    public void tell(Superseding superseding) {
        lines.all().stream().filter(Line::isOutdated).map(Line::queue).forEach(superseding::look);
        moved.forEach(superseding::joined);
    }
}
