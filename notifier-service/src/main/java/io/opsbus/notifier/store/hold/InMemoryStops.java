package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Stops;
import io.opsbus.notifier.store.InMemoryParking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fake of {@link PostgresStops}, proven by the same contract. */
public final class InMemoryStops implements Stops {
    private static final Comparator<Delivery> ORDER =
            Comparator.comparing(one -> one.id().toString());

    private final InMemoryParking parking;
    private final Supplier<List<HeldTarget>> held;
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final Stop.Scope scope;
        private final Instant since;
        private final String why;
        private @Nullable Instant endingAt;
        private @Nullable Delivery reached;

        Entry(Stop.Scope scope, Instant since, String why) {
            this.scope = scope;
            this.since = since;
            this.why = why;
        }

        Stop stop() {
            return new Stop(scope, since, why, endingAt != null);
        }
    }

    /**
     * Of deliveries in {@code parking}.
     *
     * @param held the targets that are held at a moment
     */
    public InMemoryStops(InMemoryParking parking, Supplier<List<HeldTarget>> held) {
        this.parking = parking;
        this.held = held;
    }

    @Override
    public synchronized List<Stop> all() {
        return entries.stream().map(Entry::stop).toList();
    }

    private Optional<Entry> inForce(Stop.Scope scope) {
        return entries.stream()
                .filter(one -> one.endingAt == null && one.scope.equals(scope))
                .findFirst();
    }

    @Override
    public synchronized boolean begin(Stop.Scope scope, String why, Instant now) {
        return inForce(scope).isEmpty() && entries.add(new Entry(scope, now, why));
    }

    @Override
    public synchronized boolean end(Stop.Scope scope, Instant now) {
        var found = inForce(scope);
        found.ifPresent(one -> one.endingAt = now.isBefore(one.since) ? one.since : now);
        return found.isPresent();
    }

    @Override
    public synchronized boolean letGo(int limit) {
        var found = entries.stream().filter(one -> one.endingAt != null).findFirst();
        if (found.isEmpty()) {
            return false;
        }
        letGo(found.get(), limit);
        return true;
    }

    private void letGo(Entry stop, int limit) {
        var part = parking.all().stream()
                .map(row -> row.delivery())
                .filter(one -> stop.scope.covers(one.to().account()))
                .filter(one -> stop.reached == null || ORDER.compare(one, stop.reached) > 0)
                .sorted(ORDER)
                .limit(limit)
                .toList();
        var end = stop.endingAt == null ? stop.since : stop.endingAt;
        for (var one : part) {
            parking.heldBack(
                    one.id(), stop.since, heldSince(one).filter(end::isAfter).orElse(end));
        }
        if (part.size() < limit) {
            entries.remove(stop);
        } else {
            stop.reached = part.getLast();
        }
    }

    /** Since when something else holds a delivery. */
    private Optional<Instant> heldSince(Delivery one) {
        var holds = held.get().stream()
                .filter(hold -> hold.target().equals(one.target()))
                .map(HeldTarget::since);
        return Stream.concat(holds, stoppedSince(one).stream()).min(Comparator.naturalOrder());
    }

    /** Since when a stop that does not end holds a delivery. */
    synchronized Optional<Instant> stoppedSince(Delivery one) {
        return entries.stream()
                .filter(stop ->
                        stop.endingAt == null && stop.scope.covers(one.to().account()))
                .map(stop -> stop.since)
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized long waiting(Stop.Scope scope) {
        return parking.all().stream()
                .filter(row -> scope.covers(row.delivery().to().account()))
                .count();
    }
}
