package io.opsbus.ledger.postgres;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Timer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL of one ledger within a change's transaction. */
record LedgerRows(String ledger) {

    private static final String READ_COMMITTED = "read committed";
    private static final String KEY = "insert into applied_changes (ledger, entity, change_key, reply, applied_at)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final int KEY_VALUES = 5;
    private static final String FACT =
            "insert into outbox (topic, key, value, headers, fact_id, saved_at) values (?, ?, ?, ?, ?, ?)";
    private static final int FACT_VALUES = 6;
    /** Each number of facts is a statement of its own for the server to prepare; more go as a batch. */
    private static final int MOST_TOGETHER = 4;

    /**
     * Waits for the entity's lock, and reads the reply to a change that was applied under the key before. The lock ends with the
     * transaction. An advisory lock rather than a row's: the entity need not exist yet. Two names with one hash only wait for each
     * other.
     *
     * <p>Both go in one round trip; the second statement begins, and takes its snapshot, when the first has the lock.
     */
    Optional<String> lock(Connection connection, String entity, ChangeKey key) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select pg_advisory_xact_lock(hashtextextended(?, 0)), current_setting('transaction_isolation');
                select reply from applied_changes where ledger = ? and entity = ? and change_key = ?""")) {
            statement.setString(1, ledger + "/" + entity);
            statement.setString(2, ledger);
            statement.setString(3, scope(entity, key));
            statement.setString(4, key.value());
            statement.execute();
            try (var rows = statement.getResultSet()) {
                rows.next();
                refuseSnapshots(rows.getString(2));
            }
            statement.getMoreResults();
            try (var rows = statement.getResultSet()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** Whose change, and under which key. */
    record Place(String entity, ChangeKey key) {}

    /**
     * {@link #lock} of several, in the order given: who locks several must take them in one order everywhere.
     *
     * @return the replies to those that were applied before
     */
    Map<Place, String> lockAll(Connection connection, List<Place> places) throws SQLException {
        String[] entities = places.stream().map(Place::entity).toArray(String[]::new);
        String[] scopes =
                places.stream().map(it -> scope(it.entity(), it.key())).toArray(String[]::new);
        String[] keys = places.stream().map(it -> it.key().value()).toArray(String[]::new);
        try (var statement = connection.prepareStatement("""
                select pg_advisory_xact_lock(hashtextextended(? || '/' || entity, 0)), current_setting('transaction_isolation')
                    from unnest(?) entity;
                select asked.place, applied.reply from unnest(?, ?) with ordinality as asked (scope, change_key, place)
                    cross join lateral (select reply from applied_changes a
                        where a.ledger = ? and a.entity = asked.scope and a.change_key = asked.change_key limit 1) applied""")) {
            // lateral: one probe of the index each, also by a plan the server made while the table was small
            statement.setString(1, ledger);
            statement.setArray(2, connection.createArrayOf("text", entities));
            statement.setArray(3, connection.createArrayOf("text", scopes));
            statement.setArray(4, connection.createArrayOf("text", keys));
            statement.setString(5, ledger);
            statement.execute();
            try (var rows = statement.getResultSet()) {
                rows.next();
                refuseSnapshots(rows.getString(2));
            }
            statement.getMoreResults();
            Map<Place, String> replies = new HashMap<>();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    replies.put(places.get((int) rows.getLong(1) - 1), rows.getString(2));
                }
            }
            return replies;
        }
    }

    /** A higher level would read from a snapshot older than the lock. */
    private static void refuseSnapshots(String isolation) {
        if (!READ_COMMITTED.equals(isolation)) {
            throw new IllegalStateException(
                    "the ledger needs isolation '" + READ_COMMITTED + "', not '" + isolation + "'");
        }
    }

    /** A change that was applied: whose, under which key, and what was replied. */
    record Applied(String entity, ChangeKey key, String reply) {}

    /**
     * Saves the key with its reply, and the facts: in one round trip, for most changes have few. False if another change with this
     * key, of another entity, was committed meanwhile; then the transaction must not be.
     */
    boolean save(Connection connection, Applied applied, List<OutboxRecord> facts, Instant now) throws SQLException {
        boolean isOneTrip = facts.size() <= MOST_TOGETHER;
        if (!isOneTrip) {
            saveFacts(connection, facts, now);
        }
        try (var statement = connection.prepareStatement(isOneTrip ? KEY + (";" + FACT).repeat(facts.size()) : KEY)) {
            put(statement, applied, now);
            for (int n = 0; isOneTrip && n < facts.size(); n++) {
                put(statement, KEY_VALUES + n * FACT_VALUES + 1, facts.get(n), now);
            }
            statement.execute();
            return statement.getUpdateCount() == 1;
        }
    }

    private void put(PreparedStatement statement, Applied applied, Instant now) throws SQLException {
        statement.setString(1, ledger);
        statement.setString(2, scope(applied.entity(), applied.key()));
        statement.setString(3, applied.key().value());
        statement.setString(4, applied.reply());
        statement.setTimestamp(5, Timestamp.from(now));
    }

    static void saveFacts(Connection connection, List<OutboxRecord> facts, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(FACT)) {
            for (OutboxRecord fact : facts) {
                put(statement, 1, fact, now);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void put(PreparedStatement statement, int from, OutboxRecord fact, Instant now) throws SQLException {
        statement.setString(from, fact.topic());
        statement.setString(from + 1, fact.key());
        statement.setBytes(from + 2, fact.value());
        statement.setArray(from + 3, statement.getConnection().createArrayOf("text", flat(fact)));
        statement.setString(from + 4, fact.factId());
        statement.setTimestamp(from + 5, Timestamp.from(now));
    }

    static Object[] flat(OutboxRecord record) {
        var flat = new ArrayList<String>();
        record.headers().forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return flat.toArray();
    }

    void saveTimers(Connection connection, List<Timer> timers) throws SQLException {
        for (Timer timer : timers) {
            switch (timer) {
                case Timer.Set set -> set(connection, set);
                case Timer.Cancel cancel -> cancel(connection, cancel);
            }
        }
    }

    private void set(Connection connection, Timer.Set timer) throws SQLException {
        try (var statement = connection.prepareStatement("""
            insert into timers (ledger, key, generation, due_at, next_at, payload)
            values (?, ?, nextval('timer_generation'), ?, ?, ?)
            on conflict (ledger, key) do update set generation = excluded.generation, due_at = excluded.due_at,
                next_at = excluded.next_at, payload = excluded.payload, attempts = 0""")) {
            statement.setString(1, ledger);
            statement.setString(2, timer.key());
            statement.setTimestamp(3, Timestamp.from(timer.dueAt()));
            statement.setTimestamp(4, Timestamp.from(timer.dueAt()));
            statement.setString(5, timer.payload());
            statement.executeUpdate();
        }
    }

    private void cancel(Connection connection, Timer.Cancel timer) throws SQLException {
        try (var statement = connection.prepareStatement("delete from timers where ledger = ? and key = ?")) {
            statement.setString(1, ledger);
            statement.setString(2, timer.key());
            statement.executeUpdate();
        }
    }

    static String scope(String entity, ChangeKey key) {
        return switch (key.scope()) {
            case ENTITY -> entity;
            case LEDGER -> "";
        };
    }
}
