package io.opsbus.event.store;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.ledger.postgres.States.Move;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The counters of the table {@code system_event_counts}, changed in the transaction that changes the event. */
final class SystemEventCounts {
    /** How many rows share one counter. */
    private static final int PARTS = 8;

    /** Columns of the key. */
    private static final int KEY = 7;

    private static final Comparator<Counter> ORDER = Comparator.<Counter, String>comparing(
                    counter -> counter.owner().account().text())
            .thenComparing(counter -> counter.owner().region())
            .thenComparing(Counter::ofDisk)
            .thenComparing(Counter::day)
            .thenComparing(Counter::type)
            .thenComparingInt(Counter::part)
            .thenComparing(Counter::status);

    private SystemEventCounts() {}

    /** One counter an event counts in. */
    private record Counter(Owner owner, boolean ofDisk, LocalDate day, String type, String status, int part) {
        static @Nullable Counter of(@Nullable SystemEvent event) {
            return event instanceof Published published
                    ? new Counter(
                            published.subject().target().owner(),
                            published.type().isOfDisk(),
                            LocalDate.ofInstant(published.publishedAt(), ZoneOffset.UTC),
                            published.type().word(),
                            published.status().word(),
                            Math.floorMod(published.id().text().hashCode(), PARTS))
                    : null;
        }
    }

    /** Counts what these changes move; what cancels out is left alone. */
    static void change(Connection connection, List<Move<EventId, SystemEvent>> decided) throws SQLException {
        // in one order everywhere, so that two changes cannot wait for each other in a ring
        Map<Counter, Integer> moved = new TreeMap<>(ORDER);
        Set<Counter> left = new TreeSet<>(ORDER);
        for (Move<EventId, SystemEvent> one : decided) {
            Counter from = Counter.of(one.before());
            Counter to = Counter.of(one.after());
            if (from != null) {
                moved.merge(from, -1, Integer::sum);
            }
            if (to != null) {
                moved.merge(to, 1, Integer::sum);
            } else if (from != null) {
                left.add(from);
            }
        }
        moved.values().removeIf(by -> by == 0);
        apply(connection, moved);
        forget(connection, left);
    }

    /** A counter of nothing goes with its last event. */
    private static void forget(Connection connection, Set<Counter> counters) throws SQLException {
        if (counters.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                delete from system_event_counts where account_id = ? and region_id = ? and of_disk = ? and day = ?
                    and type = ? and status = ? and part = ? and events = 0""")) {
            for (Counter counter : counters) {
                bind(statement, counter);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** All counters in one round trip: it is paid for with every change of every event. */
    private static void apply(Connection connection, Map<Counter, Integer> moved) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into system_event_counts as kept
                    (account_id, region_id, of_disk, day, type, status, part, events) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id, region_id, of_disk, day, type, status, part)
                    do update set events = kept.events + excluded.events""")) {
            for (var one : moved.entrySet()) {
                bind(statement, one.getKey());
                statement.setInt(KEY + 1, one.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Counter counter) throws SQLException {
        statement.setString(1, counter.owner().account().text());
        statement.setString(2, counter.owner().region());
        statement.setBoolean(3, counter.ofDisk());
        statement.setDate(4, Date.valueOf(counter.day()));
        statement.setString(5, counter.type());
        statement.setString(6, counter.status());
        statement.setInt(KEY, counter.part());
    }
}
