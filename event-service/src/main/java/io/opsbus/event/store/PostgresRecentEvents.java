package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.recent.RecentEvents;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
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

    /** One statement for all: a batch of them costs the server several times as much. */
    private static void insert(Handle handle, List<RecentEvent> events) {
        try (var statement = handle.getConnection().prepareStatement("""
                insert into recent_events (fact_id, account_id, event_time, json)
                select fact_id, account_id, event_time::timestamptz, json
                from unnest(?::text[], ?::text[], ?::text[], ?::text[])
                    with ordinality as event (fact_id, account_id, event_time, json, place) order by place
                on conflict (fact_id) do nothing""")) {
            texts(statement, 1, events, RecentEvent::factId);
            texts(statement, 2, events, event -> event.account().text());
            texts(statement, 3, events, event -> event.eventTime().toString());
            texts(statement, 4, events, RecentEvent::json);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new UnavailableException("The database did not take the newest events.", e);
        }
    }

    private static void texts(
            PreparedStatement statement, int place, List<RecentEvent> events, Function<RecentEvent, String> text)
            throws SQLException {
        Object[] texts = events.stream().map(text).toArray(String[]::new);
        statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
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
