package io.opsbus.event.store;

import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target.Owner;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The counters of the table {@code system_event_counts}, changed in the transaction that changes the event. */
final class SystemEventCounts {
    /** How many rows share one counter. */
    private static final int PARTS = 8;

    /** Columns of the key. */
    private static final int KEY = 7;

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

    private record Change(Counter counter, int by) {}

    static void change(Connection connection, @Nullable SystemEvent before, @Nullable SystemEvent after)
            throws SQLException {
        Counter from = Counter.of(before);
        Counter to = Counter.of(after);
        if (Objects.equals(from, to)) {
            return;
        }
        // in one order everywhere, so that two events cannot wait for each other in a ring
        var changes = Stream.of(from == null ? null : new Change(from, -1), to == null ? null : new Change(to, 1))
                .filter(Objects::nonNull)
                .sorted((one, other) ->
                        one.counter().status().compareTo(other.counter().status()))
                .toList();
        apply(connection, changes);
        if (from != null && to == null) {
            forget(connection, from);
        }
    }

    /** A counter of nothing goes with its last event. */
    private static void forget(Connection connection, Counter counter) throws SQLException {
        try (var statement = connection.prepareStatement("""
                delete from system_event_counts where account_id = ? and region_id = ? and of_disk = ? and day = ?
                    and type = ? and status = ? and part = ? and events = 0""")) {
            bind(statement, counter);
            statement.executeUpdate();
        }
    }

    /** Both counters in one round trip: it is paid for with every change of every event. */
    private static void apply(Connection connection, List<Change> changes) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into system_event_counts as kept
                    (account_id, region_id, of_disk, day, type, status, part, events) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id, region_id, of_disk, day, type, status, part)
                    do update set events = kept.events + excluded.events""")) {
            for (Change change : changes) {
                bind(statement, change.counter());
                statement.setInt(KEY + 1, change.by());
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
