package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Of which targets how much is to be claimed in a turn: of those that have something due, are not held, and of which there is more to be had. For
 * one thread.
 */
public final class Claims {
    private static final int MOST_TARGETS = 4096;

    private final Parking parking;
    private final Supplier<Holds> holds;
    private final Chains chains;
    private int turns;

    /** @param chains what is in hand */
    public Claims(Parking parking, Supplier<Holds> holds, Chains chains) {
        this.parking = parking;
        this.holds = holds;
        this.chains = chains;
    }

    /** Who has something due. Who is let go meanwhile is not among them. */
    public List<TargetId> due(Instant now) {
        var due = new ArrayList<>(parking.due(now, unasked(now), MOST_TARGETS));
        // where an account has not room for all, it is not always for the same ones
        Collections.rotate(due, -turns++);
        return due;
    }

    /** What is wanted of these. */
    public List<Parking.Want> wants(List<TargetId> due, ToIntFunction<TargetId> room) {
        var wants = new ArrayList<Parking.Want>();
        for (var target : due) {
            var count = holds.get().isHeld(target) ? 0 : room.applyAsInt(target);
            if (count > 0) {
                wants.add(new Parking.Want(target, count));
            }
        }
        return wants;
    }

    private Set<TargetId> unasked(Instant now) {
        var held = holds.get().held();
        var exhausted = chains.exhausted(now);
        if (exhausted.isEmpty()) {
            return held;
        }
        exhausted.addAll(held);
        return exhausted;
    }
}
