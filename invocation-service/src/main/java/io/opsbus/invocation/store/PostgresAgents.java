package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Tellings;
import io.opsbus.invocation.link.AgentNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

    private static final String UNTOLD = """
            select *, connection is not null and heard_at > :alive as is_connected from agents
            where told_at is null
                or told_connected <> (connection is not null and heard_at > :alive)
                or (heard_at > told_heard and told_at <= case when told_connected then cast(:still as timestamptz)
                        else cast(:beat as timestamptz) end)
            order by told_at nulls first limit :most""";

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
    public void refused(InstanceId instance, Instant now) {
        int ignored = asked.ask(handle -> handle.execute(
                "update agents set refused_at = ? where instance = ?", Timestamp.from(now), instance.text()));
    }

    @Override
    public List<News> untold(Tellings tellings, Instant now) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery(UNTOLD)) {
                return query.bind("alive", Timestamp.from(now.minus(tellings.silence())))
                        .bind("still", Timestamp.from(now.minus(tellings.still())))
                        .bind("beat", Timestamp.from(now.minus(tellings.beat())))
                        .bind("most", tellings.most())
                        .map((row, _) -> new News(
                                new InstanceId(row.getString("instance")),
                                presence(row),
                                row.getBoolean("is_connected")))
                        .list();
            }
        });
    }

    @Override
    public void told(List<News> news, Instant now) {
        if (news.isEmpty()) {
            return;
        }
        int[] ignored = asked.ask(handle -> {
            try (var batch = handle.prepareBatch("update agents set told_at = :at, told_heard = :heard,"
                    + " told_connected = :connected where instance = :instance")) {
                news.forEach(one -> batch.bind("at", Timestamp.from(now))
                        .bind("heard", Timestamp.from(one.presence().heard()))
                        .bind("connected", one.isConnected())
                        .bind("instance", one.instance().text())
                        .add());
                return batch.execute();
            }
        });
    }

    private static AgentPresence presence(ResultSet row) throws SQLException {
        Timestamp refused = row.getTimestamp("refused_at");
        return new AgentPresence(
                row.getString("version"),
                row.getString("os_type"),
                row.getTimestamp("heard_at").toInstant(),
                row.getString("connection"),
                refused == null ? null : refused.toInstant());
    }

    @Override
    public Map<InstanceId, AgentPresence> presence(Collection<InstanceId> ids) {
        String[] texts = ids.stream().map(InstanceId::text).toArray(String[]::new);
        return asked.ask(handle -> {
            Map<InstanceId, AgentPresence> found = new HashMap<>();
            try (var query = handle.createQuery("select * from agents where instance = any(:ids)")) {
                query.bind("ids", texts)
                        .map((row, _) -> found.put(new InstanceId(row.getString("instance")), presence(row)))
                        .list();
            }
            return found;
        });
    }
}
