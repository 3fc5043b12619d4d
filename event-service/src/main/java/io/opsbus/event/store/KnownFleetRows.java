package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.fleet.KnownHost;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.fleet.Upkeep.OnMaintenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of the fleet's tables read back. */
final class KnownFleetRows {
    /** Of a window: its start in hundreds, its end in ones. */
    private static final int HOURS = 100;

    private KnownFleetRows() {}

    static KnownInstance instance(ResultSet row) throws SQLException {
        return new KnownInstance(
                new ResourceId(row.getString("id")),
                owner(row),
                row.getLong("revision"),
                new KnownInstance.Labels(row.getString("name"), TagColumn.read(row)),
                new KnownInstance.Condition(
                        row.getString("status"),
                        row.getTimestamp("created_at").toInstant(),
                        time(row, "started_at"),
                        row.getBoolean("hidden"),
                        row.getString("host_id")),
                new KnownInstance.Terms(
                        row.getString("instance_type"), row.getString("provider"), time(row, "paid_until")));
    }

    static KnownHost host(ResultSet row) throws SQLException {
        String[] first = (String[]) row.getArray("first").getArray();
        return new KnownHost(
                row.getString("host_id"),
                row.getInt("instances"),
                Arrays.stream(first).map(ResourceId::new).toList());
    }

    static NotedState noted(ResultSet row) throws SQLException {
        return new NotedState(row.getString("state"), row.getTimestamp("at").toInstant());
    }

    static Owner owner(ResultSet row) throws SQLException {
        return new Owner(new AccountId(row.getString("account_id")), row.getString("region_id"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    static void keep(Handle handle, ResourceId instance, Upkeep wish) {
        try (var update = handle.createUpdate("""
                insert into upkeep (instance_id, action, notify, windows) values (:id, :action, :notify, :windows)
                on conflict (instance_id) do update set action = excluded.action, notify = excluded.notify,
                    windows = excluded.windows""")) {
            update.bind("id", instance.text())
                    .bind("action", wish.action().word())
                    .bind("notify", wish.told())
                    .bindArray(
                            "windows",
                            Integer.class,
                            wish.windows().stream()
                                    .map(window -> window.start() * HOURS + window.end())
                                    .toList())
                    .execute();
        }
    }

    static Upkeep upkeep(ResultSet row) throws SQLException {
        var windows = new ArrayList<Upkeep.Window>();
        for (Integer written : (Integer[]) row.getArray("windows").getArray()) {
            windows.add(new Upkeep.Window(written / HOURS, written % HOURS));
        }
        String action = row.getString("action");
        return new Upkeep(
                OnMaintenance.parse(action).orElseThrow(() -> new IllegalStateException("no action: " + action)),
                row.getBoolean("notify"),
                windows);
    }
}
