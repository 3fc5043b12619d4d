package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.recent.RecentEvents;
import java.sql.Timestamp;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@link RecentEvents} in the table {@code recent_events}. */
public final class PostgresRecentEvents implements RecentEvents {
    private final Jdbi database;
    private final int bound;

    /**
     * Events in this database.
     *
     * @param bound how many events of one account are kept
     */
    public PostgresRecentEvents(Jdbi database, int bound) {
        this.database = database;
        this.bound = bound;
    }

    @Override
    public void add(List<RecentEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        database.useTransaction(handle -> {
            insert(handle, events);
            // in one order everywhere, so that two writers cannot wait for each other in a ring
            var accounts = new TreeSet<String>();
            events.forEach(event -> accounts.add(event.account().text()));
            accounts.forEach(account -> letGo(handle, account));
        });
    }

    private static void insert(Handle handle, List<RecentEvent> events) {
        try (var batch = handle.prepareBatch("""
                insert into recent_events (fact_id, account_id, event_time, json)
                values (:factId, :account, :eventTime, :json) on conflict (fact_id) do nothing""")) {
            for (RecentEvent event : events) {
                batch.bind("factId", event.factId())
                        .bind("account", event.account().text())
                        .bind("eventTime", Timestamp.from(event.eventTime()))
                        .bind("json", event.json())
                        .add();
            }
            batch.execute();
        }
    }

    private void letGo(Handle handle, String account) {
        try (var delete = handle.createUpdate("""
                delete from recent_events where fact_id in (
                    select fact_id from recent_events where account_id = :account
                    order by event_time desc, arrived desc offset :bound)""")) {
            delete.bind("account", account).bind("bound", bound).execute();
        }
    }

    @Override
    public List<RecentEvent> newest(AccountId account, int limit) {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("""
                    select fact_id, event_time, json from recent_events where account_id = :account
                    order by event_time desc, arrived desc limit :limit""")) {
                return query.bind("account", account.text())
                        .bind("limit", limit)
                        .map((row, context) -> new RecentEvent(
                                row.getString("fact_id"),
                                account,
                                row.getTimestamp("event_time").toInstant(),
                                row.getString("json")))
                        .list();
            }
        });
    }
}
