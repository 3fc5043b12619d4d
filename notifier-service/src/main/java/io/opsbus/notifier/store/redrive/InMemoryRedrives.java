package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.redrive.Redrives;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fake of {@link PostgresDeadDeliveries} and {@link PostgresRedrives}, proven by the same contract. */
public final class InMemoryRedrives implements DeadDeliveries, Redrives {
    private record Lying(DeadDelivery dead, long place, boolean redriven, Instant keptAt) {}

    private record Job(Redrive redrive, long last, Instant pacedTo) {}

    private final Map<DeliveryId, Lying> letters = new LinkedHashMap<>();
    private final Map<Redrive.Id, Job> jobs = new LinkedHashMap<>();
    private final Parking parking;
    private long places;

    /** Brings back to {@code parking}. */
    public InMemoryRedrives(Parking parking) {
        this.parking = parking;
    }

    @Override
    public synchronized void keep(List<DeadDelivery> dead, Instant now) {
        for (var one : dead) {
            var known = letters.get(one.delivery().id());
            if (known == null || known.dead.at().isBefore(one.at())) {
                letters.put(one.delivery().id(), new Lying(one, ++places, false, now));
            }
        }
    }

    private List<Lying> meant(Order.Wanted wanted, long last) {
        return letters.values().stream()
                .filter(one -> !one.redriven && one.place <= last && wanted.covers(one.dead))
                .sorted(Comparator.comparingLong(Lying::place))
                .toList();
    }

    @Override
    public synchronized long count(Order.Wanted wanted) {
        return meant(wanted, places).size();
    }

    @Override
    public synchronized int forgetBefore(Instant before, int batch) {
        var old = letters.values().stream()
                .filter(one -> one.keptAt.isBefore(before))
                .limit(batch)
                .toList();
        letters.values().removeAll(old);
        return old.size();
    }

    private static AccountId account(Lying one) {
        return one.dead.delivery().to().account();
    }

    private static int worth(Lying one) {
        if (one.redriven) {
            return 0;
        }
        return one.dead.reason() == DeadReason.SILENCED ? 1 : 2;
    }

    @Override
    public synchronized Map<AccountId, Long> sizes() {
        return letters.values().stream()
                .collect(Collectors.groupingBy(InMemoryRedrives::account, Collectors.counting()));
    }

    @Override
    public synchronized long forgetBeyond(AccountId account, long most, int batch) {
        var gone = letters.values().stream()
                .filter(one -> account(one).equals(account))
                .sorted(Comparator.comparingInt(InMemoryRedrives::worth)
                        .thenComparingLong(Lying::place)
                        .reversed())
                .skip(most)
                .toList();
        letters.values().removeAll(gone);
        return gone.size();
    }

    @Override
    public synchronized Optional<Redrive> begin(Redrive.Id id, Order order, int most, Instant now) {
        var account = order.wanted().filter().account();
        var known = find(account, id);
        if (known.isPresent()) {
            return known;
        }
        var running = jobs.values().stream()
                .filter(job -> isOf(job.redrive, account) && job.redrive.state() == Redrive.State.RUNNING)
                .count();
        if (running >= most) {
            return Optional.empty();
        }
        var total = count(order.wanted());
        var state = total == 0 ? Redrive.State.DONE : Redrive.State.RUNNING;
        var ended = total == 0 ? Optional.of(now) : Optional.<Instant>empty();
        var begun = new Redrive(id, order, state, total, 0, now, ended);
        jobs.put(id, new Job(begun, places, now));
        return Optional.of(begun);
    }

    @Override
    public synchronized Optional<Redrive> find(AccountId account, Redrive.Id id) {
        return Optional.ofNullable(jobs.get(id)).map(Job::redrive).filter(one -> isOf(one, account));
    }

    private static boolean isOf(Redrive redrive, AccountId account) {
        return redrive.order().wanted().filter().account().equals(account);
    }

    @Override
    public synchronized List<Redrive> of(AccountId account, Optional<Redrive.Place> after, int limit) {
        return jobs.values().stream()
                .map(Job::redrive)
                .filter(one -> isOf(one, account))
                .filter(one -> after.map(place -> Redrive.Place.NEWEST_FIRST.compare(place, one.place()) < 0)
                        .orElse(true))
                .sorted(Comparator.comparing(Redrive::place, Redrive.Place.NEWEST_FIRST))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Redrive> stop(AccountId account, Redrive.Id id, Instant now) {
        find(account, id)
                .filter(one -> one.state() == Redrive.State.RUNNING)
                .ifPresent(one -> become(id, Redrive.State.STOPPED, one.moved(), now, now));
        return find(account, id);
    }

    private void become(Redrive.Id id, Redrive.State state, long moved, Instant pacedTo, Instant now) {
        jobs.computeIfPresent(id, (_, job) -> {
            var one = job.redrive;
            var ended = state == Redrive.State.RUNNING ? Optional.<Instant>empty() : Optional.of(now);
            return new Job(
                    new Redrive(one.id(), one.order(), state, one.total(), moved, one.startedAt(), ended),
                    job.last,
                    pacedTo);
        });
    }

    @Override
    public synchronized void step(Instant now) {
        for (var job : List.copyOf(jobs.values())) {
            if (job.redrive.state() == Redrive.State.RUNNING) {
                step(job, now);
            }
        }
    }

    private void step(Job job, Instant now) {
        var leave = job.redrive.order().leave(job.pacedTo, now);
        if (leave.count() == 0) {
            return;
        }
        var some = meant(job.redrive.order().wanted(), job.last).stream()
                .limit(leave.count())
                .toList();
        parking.park(some.stream().map(one -> row(one.dead, now)).toList());
        some.forEach(one -> letters.put(one.dead.delivery().id(), new Lying(one.dead, one.place, true, one.keptAt)));
        var state = some.size() < leave.count() ? Redrive.State.DONE : Redrive.State.RUNNING;
        become(job.redrive.id(), state, job.redrive.moved() + some.size(), leave.pacedTo(), now);
    }

    private static Parking.Row row(DeadDelivery dead, Instant now) {
        return new Parking.Row(
                dead.delivery().broughtBack(now),
                new DeliveryState.Parked(now, dead.attempts(), now, dead.progress()),
                1);
    }

    @Override
    public synchronized void forget(Instant before) {
        jobs.values()
                .removeIf(job ->
                        job.redrive.endedAt().map(at -> at.isBefore(before)).orElse(false));
    }
}
