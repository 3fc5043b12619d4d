package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Stops;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The holds and stops as this process knows them: right after its own changes, and as often as {@link #refresh} is called after those of
 * others. A target that was let go is left only when nothing of its queue is parked any more: until then what is new goes to the end of it.
 */
public final class LiveHolds implements Holds {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveHolds.class);

    private final HeldTargets store;
    private final Stops stops;
    private final Parking parking;
    private final Function<Delivery, String> resources;
    private final Set<TargetId> queues = ConcurrentHashMap.newKeySet();
    private volatile Known known = new Known(Map.of(), List.of(), Rules.NONE, Set.of());
    private final AtomicReference<Released> released = new AtomicReference<>(Released.NOTHING);
    private boolean isFirst = true;

    /** What is known at a moment. */
    private record Known(
            Map<TargetId, HeldTarget> held,
            List<Stop> stops,
            Rules rules,
            Set<TargetId> unconsented,
            Set<TargetId> named) {
        Known(Map<TargetId, HeldTarget> held, List<Stop> stops, Rules rules, Set<TargetId> unconsented) {
            this(held, stops, rules, unconsented, named(held, stops, rules, unconsented));
        }

        /** The held targets, those that wait for a consent, and all of the accounts that are stopped. */
        private static Set<TargetId> named(
                Map<TargetId, HeldTarget> held, List<Stop> stops, Rules rules, Set<TargetId> unconsented) {
            var all = new HashSet<>(held.keySet());
            all.addAll(unconsented);
            for (var stop : stops) {
                if (stop.scope() instanceof Stop.Scope.OfAccount(var account)) {
                    rules.of(account).stream().map(one -> one.id().target()).forEach(target -> {
                        all.add(target);
                        all.add(target.fallback());
                    });
                }
            }
            return Set.copyOf(all);
        }

        boolean isStopped() {
            return stops.stream().anyMatch(stop -> stop.scope() instanceof Stop.Scope.Everything);
        }

        boolean isStopped(TargetId target) {
            if (stops.isEmpty()) {
                return false;
            }
            var account = rules.owner(target.own()).map(Subscription::account);
            return isStopped()
                    || account.filter(one ->
                                    stops.stream().anyMatch(stop -> stop.scope().covers(one)))
                            .isPresent();
        }

        boolean isHeld(TargetId target) {
            return held.containsKey(target) || unconsented.contains(target) || isStopped(target);
        }
    }

    /**
     * None until the first {@link #refresh}.
     *
     * @param resources what a delivery queues by
     */
    public LiveHolds(HeldTargets store, Stops stops, Parking parking, Function<Delivery, String> resources) {
        this.store = store;
        this.stops = stops;
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
        var stopped = List.copyOf(stops.all());
        if (tellAndCompare(known.stops(), stopped)) {
            // before anything new may go: it queues behind what waited
            queues.addAll(parking.queued());
        }
        queues.addAll(now.keySet());
        become(new Known(now, stopped, known.rules(), known.unconsented()));
    }

    private void become(Known next) {
        var before = known;
        var free = before.named().stream()
                .filter(target -> !next.named().contains(target))
                .collect(Collectors.toUnmodifiableSet());
        var everything = before.isStopped() && !next.isStopped();
        if (!free.isEmpty() || everything) {
            released.updateAndGet(others -> others.and(new Released(free, everything)));
        }
        known = next;
    }

    @Override
    public Released released() {
        return released.getAndSet(Released.NOTHING);
    }

    /** Tells the log of what began and what is over; whether anything is over. */
    private static boolean tellAndCompare(List<Stop> before, List<Stop> now) {
        now.stream()
                .filter(one -> before.stream().noneMatch(other -> isSame(one, other)))
                .forEach(one -> told(one, "sending is stopped"));
        var over = before.stream()
                .filter(one -> now.stream().noneMatch(other -> isSame(one, other)))
                .toList();
        over.forEach(one -> told(one, "sending goes on"));
        return !over.isEmpty();
    }

    private static boolean isSame(Stop one, Stop other) {
        return one.scope().equals(other.scope()) && one.since().equals(other.since());
    }

    private static void told(Stop stop, String what) {
        var account = switch (stop.scope()) {
            case Stop.Scope.Everything() -> "*";
            case Stop.Scope.OfAccount(var one) -> one.value();
        };
        LOGGER.atWarn()
                .addKeyValue("accountId", account)
                .addKeyValue("since", stop.since())
                .addKeyValue("why", stop.why())
                .log(what);
    }

    /** From now on targets are those of these rules. */
    public synchronized void know(Rules rules) {
        know(rules, known.unconsented());
    }

    /** Likewise, and of these those wait for a consent, whether the store holds them already or not. */
    public synchronized void know(Rules rules, Set<TargetId> unconsented) {
        if (known.rules() != rules || !known.unconsented().equals(unconsented)) {
            queues.addAll(unconsented);
            become(new Known(known.held(), known.stops(), rules, Set.copyOf(unconsented)));
        }
    }

    /** All held targets. */
    public Map<TargetId, HeldTarget> all() {
        return known.held();
    }

    /** All stops in force. */
    public List<Stop> stops() {
        return known.stops();
    }

    @Override
    public Set<TargetId> held() {
        return known.named();
    }

    @Override
    public boolean isHeld(TargetId target) {
        return known.isHeld(target);
    }

    @Override
    public boolean isStopped(TargetId target) {
        return known.isStopped(target);
    }

    @Override
    public boolean isStopped() {
        return known.isStopped();
    }

    @Override
    public Set<TargetId> disabled() {
        return known.held().values().stream()
                .filter(one -> one.reason() == HeldTarget.Reason.FAILING)
                .map(HeldTarget::target)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<TargetId> queueing(Set<TargetId> of) {
        var now = known;
        if (queues.isEmpty() && now.stops().isEmpty()) {
            return Set.of();
        }
        var found = of.stream()
                .filter(target -> queues.contains(target) || now.isStopped(target))
                .collect(Collectors.toCollection(HashSet::new));
        // also when the stop is over before what this batch parks is
        found.stream().filter(now::isStopped).forEach(queues::add);
        var open = found.stream().filter(target -> !now.isHeld(target)).toList();
        if (!open.isEmpty()) {
            Set<TargetId> left;
            try {
                left = parking.queued();
            } catch (Parking.Away _) {
                // nobody knows how much is left, so what is new queues
                return found;
            }
            open.stream().filter(target -> !left.contains(target)).forEach(found::remove);
            queues.removeIf(target -> of.contains(target) && !found.contains(target));
        }
        return found;
    }

    @Override
    public String resource(Delivery delivery) {
        return resources.apply(delivery);
    }
}
