package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.store.InMemoryParking;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fake of {@link PostgresHeldTargets}, proven by the same contract. */
public final class InMemoryHeldTargets implements HeldTargets {
    private final Map<TargetId, HeldTarget> held = new LinkedHashMap<>();
    private final InMemoryParking parking;

    /** Of deliveries in {@code parking}. */
    public InMemoryHeldTargets(InMemoryParking parking) {
        this.parking = parking;
    }

    @Override
    public synchronized List<HeldTarget> all() {
        return List.copyOf(held.values());
    }

    @Override
    public synchronized void hold(HeldTarget target) {
        held.putIfAbsent(target.target(), target);
    }

    @Override
    public synchronized void release(TargetId target, Instant now) {
        var gone = held.remove(target);
        if (gone != null) {
            parking.heldBackSince(target, gone.since(), now);
        }
    }

    @Override
    public synchronized long waiting(TargetId target) {
        return parking.all().stream()
                .filter(row -> row.delivery().target().equals(target))
                .count();
    }
}
