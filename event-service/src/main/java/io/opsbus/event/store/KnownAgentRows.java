package io.opsbus.event.store;

import io.opsbus.event.ResourceId;
import io.opsbus.event.fleet.KnownAgent;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The table {@code known_agents}. */
final class KnownAgentRows {
    private KnownAgentRows() {}

    static void put(Handle handle, KnownAgent agent) {
        handle.execute(
                """
                        insert into known_agents as known (instance_id, connected, heard_at, told_at) values (?, ?, ?, ?)
                        on conflict (instance_id) do update set connected = excluded.connected,
                            heard_at = excluded.heard_at, told_at = excluded.told_at
                        where excluded.told_at >= known.told_at""",
                agent.instance().text(),
                agent.connected(),
                Timestamp.from(agent.heardAt()),
                Timestamp.from(agent.toldAt()));
    }

    static List<KnownAgent> of(Handle handle, Set<ResourceId> instances) {
        if (instances.isEmpty()) {
            return List.of();
        }
        try (var query = handle.createQuery("select * from known_agents where instance_id in (<ids>)")) {
            return query.bindList(
                            "ids", instances.stream().map(ResourceId::text).toList())
                    .map((row, context) -> new KnownAgent(
                            new ResourceId(row.getString("instance_id")),
                            row.getBoolean("connected"),
                            row.getTimestamp("heard_at").toInstant(),
                            row.getTimestamp("told_at").toInstant()))
                    .list();
        }
    }
}
