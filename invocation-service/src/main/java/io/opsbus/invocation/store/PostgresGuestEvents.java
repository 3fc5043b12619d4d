package io.opsbus.invocation.store;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.link.Guest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@link GuestEvents} in the table {@code open_system_events}. */
public final class PostgresGuestEvents implements GuestEvents {
    private final Asked asked;

    public PostgresGuestEvents(Jdbi database) {
        this.asked = new Asked(database);
    }

    @Override
    public void take(List<Guest.Event> news) {
        Map<String, Guest.Event> last = new LinkedHashMap<>();
        news.forEach(event -> last.put(event.id(), event));
        int ignored = asked.ask(handle -> handle.inTransaction(transaction -> {
            last.values().forEach(event -> take(transaction, event));
            return last.size();
        }));
    }

    private static void take(Handle handle, Guest.Event event) {
        int ignored = event.open()
                ? handle.execute(
                        """
                                insert into open_system_events (id, instance, type, status, published_at, not_before)
                                values (?, ?, ?, ?, ?, ?)
                                on conflict (id) do update set status = excluded.status, not_before = excluded.not_before""",
                        event.id(),
                        event.instance().text(),
                        event.type(),
                        event.status(),
                        time(event.publishedAt()),
                        time(event.notBefore()))
                : handle.execute("delete from open_system_events where id = ?", event.id());
    }

    @Override
    public List<Guest.Event> of(InstanceId instance) {
        return asked.ask(handle -> {
            try (var query = handle.createQuery("select * from open_system_events where instance = :instance"
                    + " order by published_at, id limit 100")) {
                return query.bind("instance", instance.text())
                        .map((row, _) -> event(row))
                        .list();
            }
        });
    }

    private static Guest.Event event(ResultSet row) throws SQLException {
        Timestamp notBefore = row.getTimestamp("not_before");
        return new Guest.Event(
                row.getString("id"),
                new InstanceId(row.getString("instance")),
                row.getString("type"),
                row.getString("status"),
                row.getTimestamp("published_at").toInstant(),
                notBefore == null ? null : notBefore.toInstant());
    }

    private static @Nullable Timestamp time(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
