package io.opsbus.ledger.postgres;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.postgres.LedgerRows.Applied;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@link LedgerRows} saves for one change, for several at once: one statement each, of arrays. */
record TogetherRows(String ledger) {

    /**
     * Saves keys with their replies, and facts. False if another change took one of the keys meanwhile; then the transaction must not
     * be committed.
     */
    boolean save(Connection connection, List<Applied> applied, List<OutboxRecord> facts, Instant now)
            throws SQLException {
        saveFacts(connection, facts, now);
        return saveKeys(connection, applied, now);
    }

    private boolean saveKeys(Connection connection, List<Applied> applied, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into applied_changes (ledger, entity, change_key, reply, applied_at)
                select ?, entity, change_key, reply, ?::timestamptz
                from unnest(?::text[], ?::text[], ?::text[]) as applied (entity, change_key, reply)
                on conflict do nothing""")) {
            statement.setString(1, ledger);
            statement.setTimestamp(2, Timestamp.from(now));
            texts(statement, 3, applied, one -> LedgerRows.scope(one.entity(), one.key()));
            texts(statement, 4, applied, one -> one.key().value());
            texts(statement, 5, applied, Applied::reply);
            return statement.executeUpdate() == applied.size();
        }
    }

    /** Their numbers grow in this order. */
    private void saveFacts(Connection connection, List<OutboxRecord> facts, Instant now) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into outbox (topic, key, value, headers, fact_id, saved_at)
                select topic, key, value, headers::text[], fact_id, ?::timestamptz
                from unnest(?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[])
                    with ordinality as fact (topic, key, value, headers, fact_id, place) order by place""")) {
            statement.setTimestamp(1, Timestamp.from(now));
            texts(statement, 2, facts, OutboxRecord::topic);
            texts(statement, 3, facts, OutboxRecord::key);
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", facts.stream().map(OutboxRecord::value).toArray(byte[][]::new)));
            texts(statement, 5, facts, fact -> literal(LedgerRows.flat(fact)));
            texts(statement, 6, facts, OutboxRecord::factId);
            statement.executeUpdate();
        }
    }

    /** An array inside an array would be taken for a second dimension: it goes as the text PostgreSQL reads arrays from. */
    private static String literal(Object[] values) {
        return Arrays.stream(values)
                .map(value -> "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Sets and cancels; of one key the last counts. */
    void saveTimers(Connection connection, List<Timer> timers) throws SQLException {
        Map<String, Timer> last = new LinkedHashMap<>();
        timers.forEach(timer -> last.put(timer.key(), timer));
        set(connection, of(last.values(), Timer.Set.class));
        cancel(connection, of(last.values(), Timer.Cancel.class));
    }

    private static <T extends Timer> List<T> of(Collection<Timer> timers, Class<T> kind) {
        return timers.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void set(Connection connection, List<Timer.Set> timers) throws SQLException {
        if (timers.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into timers (ledger, key, generation, due_at, next_at, payload)
                select ?, key, nextval('timer_generation'), due_at::timestamptz, due_at::timestamptz, payload
                from unnest(?::text[], ?::text[], ?::text[]) as timer (key, due_at, payload)
                on conflict (ledger, key) do update set generation = excluded.generation, due_at = excluded.due_at,
                    next_at = excluded.next_at, payload = excluded.payload, attempts = 0""")) {
            statement.setString(1, ledger);
            texts(statement, 2, timers, Timer.Set::key);
            texts(statement, 3, timers, timer -> timer.dueAt().toString());
            texts(statement, 4, timers, Timer.Set::payload);
            statement.executeUpdate();
        }
    }

    private void cancel(Connection connection, List<Timer.Cancel> timers) throws SQLException {
        if (timers.isEmpty()) {
            return;
        }
        try (var statement =
                connection.prepareStatement("delete from timers where ledger = ? and key = any(?::text[])")) {
            statement.setString(1, ledger);
            texts(statement, 2, timers, Timer.Cancel::key);
            statement.executeUpdate();
        }
    }

    private static <T> void texts(
            PreparedStatement statement, int place, Collection<T> values, Function<T, String> text)
            throws SQLException {
        Object[] texts = values.stream().map(text).toArray(String[]::new);
        statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
    }
}
