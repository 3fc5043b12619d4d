package io.opsbus.ledger.postgres;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL of one ledger within a change's transaction. */
record LedgerRows(String ledger) {

    private static final String READ_COMMITTED = "read committed";

    /**
     * Waits for the entity's lock; it ends with the transaction. An advisory lock rather than a row's: the entity need not
     * exist yet. Two names with one hash only wait for each other.
     */
    void lock(Connection connection, String entity) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0)),"
                + " current_setting('transaction_isolation')")) {
            statement.setString(1, ledger + "/" + entity);
            try (var rows = statement.executeQuery()) {
                rows.next();
                // a higher level would read from a snapshot older than the lock
                if (!READ_COMMITTED.equals(rows.getString(2))) {
                    throw new IllegalStateException(
                            "the ledger needs isolation '" + READ_COMMITTED + "', not '" + rows.getString(2) + "'");
                }
            }
        }
    }

    Optional<String> reply(Connection connection, String entity, ChangeKey key) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select reply from applied_changes where ledger = ? and entity = ? and change_key = ?")) {
            statement.setString(1, ledger);
            statement.setString(2, scope(entity, key));
            statement.setString(3, key.value());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    void saveFacts(Connection connection, List<OutboxRecord> records, Instant now) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "insert into outbox (topic, key, value, headers, fact_id, saved_at) values (?, ?, ?, ?, ?, ?)")) {
            for (OutboxRecord record : records) {
                statement.setString(1, record.topic());
                statement.setString(2, record.key());
                statement.setBytes(3, record.value());
                statement.setArray(4, connection.createArrayOf("text", flat(record)));
                statement.setString(5, record.factId());
                statement.setTimestamp(6, Timestamp.from(now));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Object[] flat(OutboxRecord record) {
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

    /** False if another change with this key, of another entity, was committed meanwhile. */
    boolean saveKey(Connection connection, String entity, ChangeKey key, String reply, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into applied_changes (ledger, entity, change_key, reply, applied_at) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            statement.setString(1, ledger);
            statement.setString(2, scope(entity, key));
            statement.setString(3, key.value());
            statement.setString(4, reply);
            statement.setTimestamp(5, Timestamp.from(now));
            return statement.executeUpdate() == 1;
        }
    }

    private static String scope(String entity, ChangeKey key) {
        return switch (key.scope()) {
            case ENTITY -> entity;
            case LEDGER -> "";
        };
    }
}
