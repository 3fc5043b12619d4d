package io.opsbus.event.store;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.ledger.postgres.States;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of the ledger of system events, in the table {@code system_events} with its counters. */
public final class SystemEventStates implements States<EventId, SystemEvent> {
    private static final String INSERT = """
            insert into system_events (publish_at, published_at, first_status, status, not_before, initial_not_before,
                reminded, started_at, finished_at, failure, changes, id, account_id, region_id, of_disk, resource_id,
                instance_id, instance_name, disk_id, device, type, origin, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = """
            update system_events set publish_at = ?, published_at = ?, first_status = ?, status = ?, not_before = ?,
                initial_not_before = ?, reminded = ?, started_at = ?, finished_at = ?, failure = ?, changes = ?
            where id = ?""";
    /** The columns in front of {@code id} are those that change. */
    private static final int ID = 12;

    @Override
    public String text(EventId id) {
        return id.text();
    }

    @Override
    public @Nullable SystemEvent load(Connection connection, EventId id) throws SQLException {
        try (var statement = connection.prepareStatement("select * from system_events where id = ?")) {
            statement.setString(1, id.text());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? SystemEventRows.event(rows) : null;
            }
        }
    }

    /** One probe of the primary key for each, whatever the server thinks of the table's size. */
    @Override
    public Map<EventId, SystemEvent> loadAll(Connection connection, List<EventId> ids) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select event.* from unnest(?::text[]) as wanted (id)
                cross join lateral (select * from system_events e where e.id = wanted.id limit 1) event""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", ids.stream().map(EventId::text).toArray(String[]::new)));
            Map<EventId, SystemEvent> found = new HashMap<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    SystemEvent event = SystemEventRows.event(rows);
                    found.put(event.id(), event);
                }
            }
            return found;
        }
    }

    @Override
    public void saveAll(Connection connection, List<Move<EventId, SystemEvent>> decided) throws SQLException {
        List<SystemEvent> changed = new ArrayList<>();
        List<SystemEvent> fresh = new ArrayList<>();
        for (Move<EventId, SystemEvent> one : decided) {
            SystemEvent after = one.after();
            if (after == null) {
                delete(connection, one.id());
            } else {
                (one.before() == null ? fresh : changed).add(after);
            }
        }
        write(connection, true, fresh);
        write(connection, false, changed);
        SystemEventCounts.change(connection, decided);
    }

    @Override
    public void save(Connection connection, EventId id, @Nullable SystemEvent before, @Nullable SystemEvent after)
            throws SQLException {
        if (after == null) {
            delete(connection, id);
        } else {
            write(connection, before == null, List.of(after));
        }
        SystemEventCounts.change(connection, List.of(new Move<>(id, before, after)));
    }

    private static void delete(Connection connection, EventId id) throws SQLException {
        try (var statement = connection.prepareStatement("delete from system_events where id = ?")) {
            statement.setString(1, id.text());
            statement.executeUpdate();
        }
    }

    private static void write(Connection connection, boolean areNew, List<SystemEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(areNew ? INSERT : UPDATE)) {
            for (SystemEvent event : events) {
                switch (event) {
                    case Draft draft -> bindDraft(statement, draft);
                    case Published published -> bindPublished(statement, published);
                }
                statement.setString(ID, event.id().text());
                if (areNew) {
                    bindSubject(statement, event);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bindDraft(PreparedStatement statement, Draft draft) throws SQLException {
        time(statement, 1, draft.publishAt());
        time(statement, 2, null);
        statement.setString(3, null);
        statement.setString(4, null);
        bindPlan(statement, draft.plan());
        statement.setBoolean(7, false);
        time(statement, 8, null);
        time(statement, 9, null);
        statement.setString(10, null);
        statement.setInt(11, 0);
    }

    private static void bindPublished(PreparedStatement statement, Published event) throws SQLException {
        EventCycle cycle = event.cycle();
        time(statement, 1, null);
        time(statement, 2, event.publishedAt());
        statement.setString(3, event.first().word());
        statement.setString(4, event.status().word());
        bindPlan(statement, cycle.planned().orElse(null));
        statement.setBoolean(7, cycle instanceof EventCycle.Scheduled(var _, boolean reminded) && reminded);
        time(statement, 8, startedAt(cycle));
        time(statement, 9, cycle instanceof EventCycle.Closed closed ? closed.finishedAt() : null);
        statement.setString(10, cycle instanceof EventCycle.Failed failed ? failed.reason() : null);
        statement.setInt(11, event.changes());
    }

    private static @Nullable Instant startedAt(EventCycle cycle) {
        return switch (cycle) {
            case EventCycle.Executing executing -> executing.startedAt();
            case EventCycle.Closed closed -> closed.startedAt();
            case EventCycle.Inquiring _, EventCycle.Scheduled _ -> null;
        };
    }

    private static void bindPlan(PreparedStatement statement, @Nullable Plan plan) throws SQLException {
        time(statement, 5, plan == null ? null : plan.notBefore());
        time(statement, 6, plan == null ? null : plan.initial());
    }

    private static void bindSubject(PreparedStatement statement, SystemEvent event) throws SQLException {
        Target target = event.subject().target();
        DiskRef disk = switch (target) {
            case Target.OfInstance instance -> instance.disk();
            case Target.OfDisk ofDisk -> ofDisk.disk();
        };
        String name = switch (target) {
            case Target.OfInstance instance -> instance.name();
            case Target.OfDisk ofDisk -> ofDisk.instanceName();
        };
        statement.setString(ID + 1, target.owner().account().text());
        statement.setString(ID + 2, target.owner().region());
        statement.setBoolean(ID + 3, event.type().isOfDisk());
        statement.setString(ID + 4, target.resource().text());
        statement.setString(ID + 5, target.instanceId().map(ResourceId::text).orElse(null));
        statement.setString(ID + 6, name);
        statement.setString(ID + 7, disk == null ? null : disk.id().text());
        statement.setString(ID + 8, disk == null ? null : disk.device());
        statement.setString(ID + 9, event.type().word());
        statement.setString(ID + 10, event.subject().origin().name());
        statement.setString(ID + 11, event.subject().reason());
    }

    private static void time(PreparedStatement statement, int place, @Nullable Instant time) throws SQLException {
        statement.setTimestamp(place, time == null ? null : Timestamp.from(time));
    }
}
