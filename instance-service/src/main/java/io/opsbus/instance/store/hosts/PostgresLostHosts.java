package io.opsbus.instance.store.hosts;

import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.LostHosts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** {@link LostHosts} in the table {@code lost_hosts}. */
public final class PostgresLostHosts implements LostHosts {
    private final Jdbi database;

    /** Those of this database. */
    public PostgresLostHosts(DataSource source) {
        database = Jdbi.create(source);
    }

    @Override
    public void note(LostHost lost) {
        database.useHandle(handle -> handle.execute(
                "insert into lost_hosts (host_id, returns, since) values (?, ?, ?)"
                        + " on conflict (host_id) do update set returns = excluded.returns",
                lost.host().text(),
                lost.returns(),
                lost.since()));
    }

    @Override
    public void strike(HostId host) {
        database.useHandle(handle -> handle.execute("delete from lost_hosts where host_id = ?", host.text()));
    }

    @Override
    public List<LostHost> all() {
        return database.withHandle(handle -> handle.createQuery(
                        "select host_id, returns, since from lost_hosts order by host_id collate \"C\"")
                .map((rows, _) -> read(rows))
                .list());
    }

    private static LostHost read(ResultSet rows) throws SQLException {
        return new LostHost(
                new HostId(rows.getString("host_id")),
                rows.getBoolean("returns"),
                rows.getObject("since", OffsetDateTime.class).toInstant());
    }
}
