package io.opsbus.notifier.store;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.Recovery;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fake of {@link PostgresParking}, proven by the same contract; can be told to be away. */
public final class InMemoryParking implements Parking {
    private final Map<DeliveryId, Row> rows = new LinkedHashMap<>();
    /** After which queue of a target the next claim goes on. */
    private final Map<TargetId, String> turns = new HashMap<>();

    private boolean away;

    /** From now on every call fails, or works again. */
    public synchronized void away(boolean on) {
        away = on;
    }

    /** Everything parked at this moment. */
    public synchronized List<Row> all() {
        return List.copyOf(rows.values());
    }

    /** The time something was held does not count for its age. */
    public synchronized void heldBack(DeliveryId id, Instant since, Instant until) {
        rows.computeIfPresent(id, (_, row) -> {
            var waiting = row.delivery();
            var from = waiting.routedAt().isBefore(since) ? since : waiting.routedAt();
            if (!from.isBefore(until)) {
                return row;
            }
            var at = waiting.routedAt().plus(Duration.between(from, until));
            var younger = waiting.agedFrom(at);
            var state = new DeliveryState.Parked(
                    at, row.state().attempts(), row.state().dueAt(), row.state().progress());
            return new Row(younger, state, row.lease(), row.heldSince(), row.resource());
        });
    }

    /** An outage of a target is over. */
    public synchronized void recovered(TargetId target, Instant now) {
        rows.replaceAll((_, row) -> {
            var one = row.delivery();
            if (!one.target().equals(target) || row.heldSince().isPresent() || !Recovery.concerns(row.state(), now)) {
                return row;
            }
            var soon =
                    new DeliveryState.Parked(row.state().routedAt(), row.state().attempts(), now.plus(Recovery.SPREAD));
            return new Row(one, soon, row.lease(), row.heldSince(), row.resource());
        });
    }

    private void mustBeThere() {
        if (away) {
            throw new Away(new ConnectException("told to be away"));
        }
    }

    @Override
    public synchronized void park(List<Row> added) {
        mustBeThere();
        added.forEach(row -> rows.putIfAbsent(row.delivery().id(), aged(row)));
    }

    /** The row's delivery is as old as its state says. */
    private static Row aged(Row row) {
        var one = row.delivery();
        var aged = one.agedFrom(row.state().routedAt());
        return new Row(aged, row.state(), row.lease(), row.heldSince(), row.resource());
    }

    @Override
    public synchronized List<TargetId> due(Instant now, Set<TargetId> except, int limit) {
        mustBeThere();
        return rows.values().stream()
                .filter(row -> !row.state().dueAt().isAfter(now))
                .map(row -> row.delivery().target())
                .filter(target -> !except.contains(target))
                .distinct()
                .sorted(Comparator.comparing(TargetId::value))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Row> claim(List<Want> wants, Instant now, Instant leaseUntil) {
        mustBeThere();
        var claimed = new ArrayList<Row>();
        for (var want : wants) {
            var after = turns.getOrDefault(want.target(), "");
            var taken = take(
                    row -> row.delivery().target().equals(want.target()) && isFirst(row),
                    Comparator.comparing((Row row) -> row.resource().isPresent())
                            .thenComparing(row -> row.resource().orElse("").compareTo(after) <= 0)
                            .thenComparing(row -> row.resource().orElse(""))
                            .thenComparing(row -> row.state().dueAt()),
                    want.count(),
                    now,
                    leaseUntil);
            turns.compute(
                    want.target(),
                    (_, _) ->
                            taken.isEmpty() ? null : taken.getLast().resource().orElse(null));
            claimed.addAll(taken);
        }
        return claimed;
    }

    @Override
    public synchronized List<Row> behind(List<Row> heads, int many, Instant routedAfter, Instant now) {
        mustBeThere();
        return heads.stream()
                .flatMap(head -> rows.values().stream()
                        .filter(row -> queue(row).equals(queue(head)))
                        .dropWhile(row ->
                                !row.delivery().id().equals(head.delivery().id()))
                        .skip(1)
                        .limit(many)
                        .takeWhile(row -> !row.state().dueAt().isAfter(now)
                                && row.delivery().routedAt().isAfter(routedAfter)
                                && row.heldSince().isEmpty()
                                && row.delivery().body().bytes().length <= SMALL)
                        .map(row ->
                                new Row(row.delivery(), row.state(), row.lease(), head.heldSince(), row.resource())))
                .toList();
    }

    @Override
    public synchronized List<Row> claimExpired(
            Instant routedBefore, Set<TargetId> except, int limit, Instant now, Instant leaseUntil) {
        mustBeThere();
        return take(
                row -> row.delivery().routedAt().isBefore(routedBefore)
                        && !except.contains(row.delivery().target()),
                Comparator.comparing(row -> row.delivery().routedAt()),
                limit,
                now,
                leaseUntil);
    }

    /** Whether nothing queues before it; rows keep the order they were parked in. */
    private boolean isFirst(Row row) {
        return row.resource().isEmpty()
                || rows.values().stream()
                        .filter(other -> other.resource().equals(row.resource())
                                && other.delivery()
                                        .target()
                                        .equals(row.delivery().target()))
                        .findFirst()
                        .map(first ->
                                first.delivery().id().equals(row.delivery().id()))
                        .orElse(true);
    }

    @Override
    public synchronized Set<TargetId> queued() {
        mustBeThere();
        return rows.values().stream()
                .filter(row -> row.resource().isPresent())
                .map(row -> row.delivery().target())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized Map<Queue, Boolean> waiting(Collection<Queue> asked) {
        mustBeThere();
        var found = new HashMap<Queue, Boolean>();
        for (var row : rows.values()) {
            queue(row)
                    .filter(asked::contains)
                    .ifPresent(queue -> found.putIfAbsent(queue, row.state().attempts() > 0));
        }
        return found;
    }

    @Override
    public synchronized Set<Queue> failing() {
        mustBeThere();
        return rows.values().stream()
                .filter(row -> row.resource().isPresent()
                        && isFirst(row)
                        && row.state().attempts() > 0)
                .flatMap(row -> queue(row).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized List<Row> outdated(Collection<Queue> queues, int limit, Instant now, Instant leaseUntil) {
        mustBeThere();
        var last = new HashMap<Queue, DeliveryId>();
        rows.values()
                .forEach(row -> queue(row)
                        .ifPresent(queue -> last.put(queue, row.delivery().id())));
        var wanted = rows.values().stream()
                .filter(row -> queue(row).filter(queues::contains).isPresent()
                        && row.heldSince().isEmpty())
                .filter(row -> !row.delivery().id().equals(last.get(queue(row).orElseThrow())))
                .limit(limit);
        return taken(wanted, now, leaseUntil);
    }

    private static Optional<Queue> queue(Row row) {
        return row.resource().map(resource -> new Queue(row.delivery().target(), resource));
    }

    private List<Row> take(Predicate<Row> wanted, Comparator<Row> order, int limit, Instant now, Instant leaseUntil) {
        return taken(
                rows.values().stream()
                        .filter(row -> !row.state().dueAt().isAfter(now))
                        .filter(wanted)
                        .sorted(order)
                        .limit(limit),
                now,
                leaseUntil);
    }

    private List<Row> taken(Stream<Row> chosen, Instant now, Instant leaseUntil) {
        var taken = chosen.map(row -> new Row(
                        row.delivery(),
                        row.state().untried(leaseUntil),
                        row.lease() + 1,
                        row.heldSince(),
                        row.resource()))
                .toList();
        taken.forEach(row -> rows.put(row.delivery().id(), held(row, now)));
        return taken;
    }

    private static Row held(Row row, Instant now) {
        var since = row.heldSince().or(() -> Optional.of(now));
        return new Row(row.delivery(), row.state(), row.lease(), since, row.resource());
    }

    @Override
    public synchronized void settle(List<Settlement> settlements) {
        mustBeThere();
        settlements.stream().filter(one -> !isDone(one)).forEach(this::settle);
        settlements.stream()
                .filter(InMemoryParking::isDone)
                .filter(this::isCurrent)
                .toList()
                .forEach(over -> rows.remove(over.id()));
    }

    private static boolean isDone(Settlement one) {
        return one instanceof Settlement.Done
                || (one instanceof Settlement.Behind(var _, var _, var of) && of instanceof Settlement.Done);
    }

    private boolean isCurrent(Settlement one) {
        var row = rows.get(one.id());
        return row != null
                && row.lease() == one.lease()
                && (!(one instanceof Settlement.Behind(var head, var under, var _))
                        || (rows.containsKey(head) && rows.get(head).lease() == under));
    }

    private void settle(Settlement settlement) {
        var row = rows.get(settlement.id());
        if (row != null && isCurrent(settlement)) {
            switch (settlement) {
                case Settlement.Behind(var _, var _, var of) -> settle(of);
                case Settlement.Done _ -> {}
                case Settlement.Moved away -> rows.put(away.id(), moved(away));
                case Settlement.Again later ->
                    rows.put(
                            later.id(),
                            aged(new Row(
                                    row.delivery(),
                                    later.state(),
                                    row.lease(),
                                    Optional.empty(),
                                    later.aside() ? Optional.empty() : row.resource())));
            }
        }
    }

    private static Row moved(Settlement.Moved away) {
        var at = away.to().routedAt();
        var state = new DeliveryState.Parked(at, 0, at);
        return new Row(away.to(), state, away.lease() + 1, Optional.empty(), away.resource());
    }

    @Override
    public synchronized Set<DeliveryId> parked(Collection<DeliveryId> asked) {
        mustBeThere();
        return asked.stream().filter(rows::containsKey).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized long count() {
        mustBeThere();
        return rows.size();
    }
}
