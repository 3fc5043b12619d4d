package io.opsbus.notifier.store;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Parking;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The fake of {@link PostgresParking}, proven by the same contract; can be told to be away. */
public final class InMemoryParking implements Parking {
    private final Map<DeliveryId, Row> rows = new HashMap<>();
    private boolean away;

    /** From now on every call fails, or works again. */
    public synchronized void away(boolean on) {
        away = on;
    }

    /** Everything parked at this moment. */
    public synchronized List<Row> all() {
        return List.copyOf(rows.values());
    }

    private void mustBeThere() {
        if (away) {
            throw new Away(new ConnectException("told to be away"));
        }
    }

    @Override
    public synchronized void park(List<Row> added) {
        mustBeThere();
        added.forEach(row -> rows.putIfAbsent(row.delivery().id(), row));
    }

    @Override
    public synchronized List<TargetId> due(Instant now, int limit) {
        mustBeThere();
        return rows.values().stream()
                .filter(row -> !row.state().dueAt().isAfter(now))
                .map(row -> row.delivery().target())
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
            claimed.addAll(take(
                    row -> row.delivery().target().equals(want.target()),
                    Comparator.comparing(row -> row.state().dueAt()),
                    want.count(),
                    now,
                    leaseUntil));
        }
        return claimed;
    }

    @Override
    public synchronized List<Row> claimExpired(Instant routedBefore, int limit, Instant now, Instant leaseUntil) {
        mustBeThere();
        return take(
                row -> row.delivery().routedAt().isBefore(routedBefore),
                Comparator.comparing(row -> row.delivery().routedAt()),
                limit,
                now,
                leaseUntil);
    }

    private List<Row> take(Predicate<Row> wanted, Comparator<Row> order, int limit, Instant now, Instant leaseUntil) {
        var taken = rows.values().stream()
                .filter(row -> !row.state().dueAt().isAfter(now))
                .filter(wanted)
                .sorted(order)
                .limit(limit)
                .map(row -> new Row(row.delivery(), row.state().untried(leaseUntil), row.lease() + 1))
                .toList();
        taken.forEach(row -> rows.put(row.delivery().id(), row));
        return taken;
    }

    @Override
    public synchronized void settle(List<Settlement> settlements) {
        mustBeThere();
        for (var settlement : settlements) {
            var row = rows.get(settlement.id());
            if (row != null && row.lease() == settlement.lease()) {
                switch (settlement) {
                    case Settlement.Done over -> rows.remove(over.id());
                    case Settlement.Again later ->
                        rows.put(later.id(), new Row(row.delivery(), later.state(), row.lease()));
                }
            }
        }
    }

    @Override
    public synchronized long count() {
        mustBeThere();
        return rows.size();
    }
}
