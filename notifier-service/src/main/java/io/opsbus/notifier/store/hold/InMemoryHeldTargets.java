package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Recovery;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.store.InMemoryParking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fake of {@link PostgresHeldTargets} and {@link PostgresFailingTargets}, proven by the same contract. */
public final class InMemoryHeldTargets implements HeldTargets, FailingTargets {
    private final Map<TargetId, HeldTarget> held = new LinkedHashMap<>();
    private final Map<TargetId, Failing> streaks = new LinkedHashMap<>();
    private final Map<TargetId, Instant> telling = new HashMap<>();
    private final Set<TargetId> told = new HashSet<>();
    private final InMemoryParking parking;
    private final InMemoryStops stops;

    private record Failing(AccountId account, Streak streak) {}

    /** Of deliveries in {@code parking}. */
    public InMemoryHeldTargets(InMemoryParking parking) {
        this.parking = parking;
        this.stops = new InMemoryStops(parking, this::all);
    }

    /** The stops of all sending beside them. */
    public InMemoryStops stops() {
        return stops;
    }

    @Override
    public synchronized List<HeldTarget> all() {
        return List.copyOf(held.values());
    }

    @Override
    public synchronized void hold(HeldTarget target) {
        held.merge(target.target(), target, HeldTarget::and);
    }

    @Override
    public synchronized List<HeldTarget> of(AccountId account) {
        return held.values().stream()
                .filter(one -> one.account().equals(account))
                .toList();
    }

    @Override
    public synchronized boolean releaseForAccount(TargetId target, Instant now) {
        var known = held.get(target);
        if (known != null && known.byOperator()) {
            return false;
        }
        release(target, now);
        return true;
    }

    @Override
    public synchronized Map<TargetId, Long> waiting(Collection<TargetId> targets) {
        return parking.all().stream()
                .map(row -> row.delivery().target())
                .filter(targets::contains)
                .collect(Collectors.groupingBy(target -> target, Collectors.counting()));
    }

    @Override
    public synchronized void release(TargetId target, Instant now) {
        var gone = held.remove(target);
        streaks.remove(target);
        telling.remove(target);
        told.remove(target);
        if (gone != null) {
            parking.all().stream()
                    .map(row -> row.delivery())
                    .filter(one -> one.target().equals(target))
                    .forEach(one -> parking.heldBack(
                            one.id(),
                            gone.since(),
                            stops.stoppedSince(one).filter(now::isAfter).orElse(now)));
        }
        parking.recovered(target, now);
    }

    @Override
    public synchronized Optional<Instant> next(TargetId target) {
        return parking.all().stream()
                .filter(row -> row.delivery().target().equals(target))
                .map(row -> row.state().dueAt())
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized long waiting(TargetId target) {
        return parking.all().stream()
                .filter(row -> row.delivery().target().equals(target))
                .count();
    }

    @Override
    public synchronized void take(List<Ending> endings) {
        var batch = Ending.Batch.of(endings);
        batch.successes().forEach(this::succeeded);
        batch.failures().stream()
                .sorted(Comparator.comparing(one -> one.answer().at()))
                .forEach(this::failed);
    }

    private void succeeded(TargetId target, Instant at) {
        var known = streaks.get(target);
        if (known != null && !known.streak().since().isAfter(at)) {
            streaks.remove(target);
            if (Recovery.isEnd(known.streak().since(), at)) {
                parking.recovered(target, at);
            }
        }
    }

    private void failed(Ending one) {
        var known = streaks.get(one.target());
        if (known == null) {
            var first = new Streak(one.answer().at(), 1, one.answer());
            streaks.put(one.target(), new Failing(one.account(), first));
        } else if (one.answer().at().isAfter(known.streak().last().at())) {
            var longer = new Streak(known.streak().since(), known.streak().failures() + 1, one.answer());
            streaks.put(one.target(), new Failing(one.account(), longer));
        }
    }

    @Override
    public synchronized List<HeldTarget> disable(Streak.Patience patience, Instant now) {
        var fresh = new ArrayList<HeldTarget>();
        streaks.forEach((target, known) -> {
            if (patience.endsWith(known.streak()) && !held.containsKey(target)) {
                fresh.add(new HeldTarget(
                        target, known.account(), HeldTarget.Reason.FAILING, now, Optional.of(known.streak())));
            }
        });
        fresh.forEach(this::hold);
        return List.copyOf(fresh);
    }

    @Override
    public synchronized List<HeldTarget> untold(Instant now, Instant until) {
        var found = held.values().stream()
                .filter(one -> one.reason() == HeldTarget.Reason.FAILING && !told.contains(one.target()))
                .filter(one -> !telling.getOrDefault(one.target(), Instant.MIN).isAfter(now))
                .toList();
        found.forEach(one -> telling.put(one.target(), until));
        return found;
    }

    @Override
    public synchronized void told(TargetId target) {
        told.add(target);
    }
}
