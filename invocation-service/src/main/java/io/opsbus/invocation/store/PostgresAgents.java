package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.link.AgentNews;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** {@link Agents} in PostgreSQL. */
public final class PostgresAgents implements Agents {
    private static final String HEARD = """
            insert into agents (instance, version, os_type, heard_at, connection) values (?, ?, ?, ?, ?)
            on conflict (instance) do update set
                version = coalesce(nullif(excluded.version, ''), agents.version),
                os_type = coalesce(nullif(excluded.os_type, ''), agents.os_type),
                heard_at = greatest(agents.heard_at, excluded.heard_at),
                connection = coalesce(excluded.connection, agents.connection)""";

    private final Asked asked;

    public PostgresAgents(Jdbi database) {
        this.asked = new Asked(database);
    }

    @Override
    public void heard(InstanceId instance, AgentNews news, Instant now) {
        int ignored = asked.ask(handle ->
                handle.execute(HEARD, instance.text(), news.agentVersion(), news.osType(), Timestamp.from(now), null));
    }

    @Override
    public void connected(InstanceId instance, AgentNews news, Instant now) {
        int ignored = asked.ask(handle -> handle.execute(
                HEARD, instance.text(), news.agentVersion(), news.osType(), Timestamp.from(now), news.connection()));
    }

    @Override
    public void disconnected(InstanceId instance, String connection) {
        int ignored = asked.ask(handle -> handle.execute(
                "update agents set connection = null where instance = ? and connection = ?",
                instance.text(),
                connection));
    }

    @Override
    public Map<InstanceId, AgentPresence> presence(Collection<InstanceId> ids) {
        String[] texts = ids.stream().map(InstanceId::text).toArray(String[]::new);
        return asked.ask(handle -> {
            Map<InstanceId, AgentPresence> found = new HashMap<>();
            try (var query = handle.createQuery("select * from agents where instance = any(:ids)")) {
                query.bind("ids", texts)
                        .map((row, _) -> found.put(
                                new InstanceId(row.getString("instance")),
                                new AgentPresence(
                                        row.getString("version"),
                                        row.getString("os_type"),
                                        row.getTimestamp("heard_at").toInstant(),
                                        row.getString("connection"))))
                        .list();
            }
            return found;
        });
    }
}
