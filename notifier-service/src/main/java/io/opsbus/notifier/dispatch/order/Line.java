package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.dispatch.Parking;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch's deliveries of one resource for one target. For one thread.
 *
 * @param <T> what stands in line
 */
public final class Line<T> {
    private final Parking.Queue queue;
    private final ResourceOrder order;
    private boolean stopped;
    private boolean failing;
    private @Nullable T last;

    Line(Parking.Queue queue, ResourceOrder order) {
        this.queue = queue;
        this.order = order;
    }

    /** Where it goes on among the parked. */
    public Parking.Queue queue() {
        return queue;
    }

    /** The order that is kept. */
    public ResourceOrder order() {
        return order;
    }

    /** Whether something before is parked, or will be: what comes now is parked behind it. */
    public boolean isStopped() {
        return stopped;
    }

    /** Something of it is parked. */
    public void stop() {
        stopped = true;
    }

    /** What is parked of it failed, or its target fails and nothing is tried. */
    public void fails() {
        failing = true;
    }

    /** Whether something older is parked that is to be given up for what is newer. */
    public boolean isOutdated() {
        return order == ResourceOrder.SUPERSEDE && stopped && failing;
    }

    /** Puts one at the end; what stood there before, if any. */
    public Optional<T> add(T one) {
        var before = Optional.ofNullable(last);
        last = one;
        return before;
    }
}
