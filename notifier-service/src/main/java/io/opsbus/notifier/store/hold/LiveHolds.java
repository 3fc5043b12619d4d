package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The holds as this process knows them: right after its own changes, and as often as {@link #refresh} is called after those of others. A target
 * that was let go is left only when nothing of its queue is parked any more: until then what is new goes to the end of it.
 */
public final class LiveHolds implements Holds {
    private final HeldTargets store;
    private final Parking parking;
    private final Function<Delivery, String> resources;
    private final Set<TargetId> queues = ConcurrentHashMap.newKeySet();
    private volatile Map<TargetId, HeldTarget> held = Map.of();
    private boolean isFirst = true;

    /**
     * None until the first {@link #refresh}.
     *
     * @param resources what a delivery queues by
     */
    public LiveHolds(HeldTargets store, Parking parking, Function<Delivery, String> resources) {
        this.store = store;
        this.parking = parking;
        this.resources = resources;
    }

    /** Takes in what was committed before this call. */
    public synchronized void refresh() {
        if (isFirst) {
            queues.addAll(parking.queued());
            isFirst = false;
        }
        var now = store.all().stream().collect(Collectors.toUnmodifiableMap(HeldTarget::target, one -> one));
        queues.addAll(now.keySet());
        held = now;
    }

    /** All held targets. */
    public Map<TargetId, HeldTarget> all() {
        return held;
    }

    @Override
    public Set<TargetId> held() {
        return held.keySet();
    }

    @Override
    public Set<TargetId> disabled() {
        return held.values().stream()
                .filter(one -> one.reason() == HeldTarget.Reason.FAILING)
                .map(HeldTarget::target)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<TargetId> queueing(Set<TargetId> of) {
        if (queues.isEmpty()) {
            return Set.of();
        }
        var found = new HashSet<>(of);
        found.retainAll(queues);
        var now = held;
        if (!now.keySet().containsAll(found)) {
            var left = parking.queued();
            found.removeIf(target -> !now.containsKey(target) && !left.contains(target));
            queues.removeIf(target -> of.contains(target) && !found.contains(target));
        }
        return found;
    }

    @Override
    public String resource(Delivery delivery) {
        return resources.apply(delivery);
    }
}
