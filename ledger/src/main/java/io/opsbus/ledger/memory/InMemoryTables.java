package io.opsbus.ledger.memory;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.relay.Outbox;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The fake database under the other fakes: what is in here survives a simulated crash, everything else does not. It can be
 * away, and a transaction can be slow: sequence numbers are drawn before rows become visible, as in PostgreSQL.
 */
public final class InMemoryTables {

    record TimerId(String ledger, String key) {}

    record TimerRow(Timer.Set timer, long generation, Instant nextAt, int attempts) {}

    record KeyRow(String ledger, String entity, String key) {}

    record Applied(String reply, Instant at) {}

    final ReentrantLock latch = new ReentrantLock();
    final TreeMap<Long, Outbox.Row> outbox = new TreeMap<>();
    final Map<TimerId, TimerRow> timers = new HashMap<>();
    private final Map<KeyRow, Applied> applied = new HashMap<>();
    private final Map<String, ReentrantLock> entityLocks = new ConcurrentHashMap<>();
    private long lastSeq;
    private long lastGeneration;
    private boolean away;

    /** The connection that holds the relay's lock. */
    @Nullable
    Object reader;

    /** While away, every use fails as a lost connection does, and the active reader has lost its turn. */
    public void setAway(boolean away) {
        latch.lock();
        try {
            this.away = away;
            if (away) {
                reader = null;
            }
        } finally {
            latch.unlock();
        }
    }

    /** Draws sequence numbers as an open transaction does; the rows are not visible before {@link #commit}. */
    public List<Outbox.Row> draw(List<OutboxRecord> records, Instant now) throws SQLException {
        return locked(() -> {
            var rows = new ArrayList<Outbox.Row>();
            for (OutboxRecord record : records) {
                rows.add(new Outbox.Row(++lastSeq, now, record));
            }
            return List.copyOf(rows);
        });
    }

    /** Makes drawn rows visible, in whatever order transactions end. */
    public void commit(List<Outbox.Row> rows) throws SQLException {
        locked(() -> {
            rows.forEach(row -> outbox.put(row.seq(), row));
            return true;
        });
    }

    /** Forgets the oldest change keys applied before {@code before}; see {@code LedgerTables.forgetAppliedBefore}. */
    public int forgetAppliedBefore(Instant before, int batch) throws SQLException {
        return locked(() -> {
            var old = applied.entrySet().stream()
                    .filter(entry -> entry.getValue().at().isBefore(before))
                    .sorted(Map.Entry.comparingByValue((a, b) -> a.at().compareTo(b.at())))
                    .limit(batch)
                    .map(Map.Entry::getKey)
                    .toList();
            old.forEach(applied::remove);
            return old.size();
        });
    }

    /** False if the key was applied by another transaction meanwhile: nothing is saved then. */
    boolean commit(KeyRow key, Applied value, List<Outbox.Row> rows, List<Timer> changes, Runnable state)
            throws SQLException {
        return locked(() -> {
            if (applied.putIfAbsent(key, value) != null) {
                return false;
            }
            state.run();
            rows.forEach(row -> outbox.put(row.seq(), row));
            changes.forEach(change -> apply(key.ledger(), change));
            return true;
        });
    }

    private void apply(String ledger, Timer change) {
        var id = new TimerId(ledger, change.key());
        switch (change) {
            case Timer.Set set -> timers.put(id, new TimerRow(set, ++lastGeneration, set.dueAt(), 0));
            case Timer.Cancel cancel -> timers.remove(id);
        }
    }

    @Nullable
    Applied applied(KeyRow key) throws SQLException {
        return locked(() -> new Found(applied.get(key))).applied();
    }

    private record Found(@Nullable Applied applied) {}

    ReentrantLock entityLock(String ledger, String entity) {
        return entityLocks.computeIfAbsent(ledger + "/" + entity, name -> new ReentrantLock());
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    <T> T locked(Work<T> work) throws SQLException {
        latch.lock();
        try {
            if (away) {
                throw new SQLException("the database is away", "08006");
            }
            return work.run();
        } finally {
            latch.unlock();
        }
    }
}
