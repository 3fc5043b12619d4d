package io.opsbus.ledger.memory;

import io.opsbus.ledger.relay.Outbox;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The fake outbox. Several of them over one {@link InMemoryTables} are several processes. */
public record InMemoryOutbox(InMemoryTables tables) implements Outbox {

    @Override
    public Optional<Turn> claim() throws SQLException {
        return tables.locked(() -> {
            if (tables.reader != null) {
                return Optional.empty();
            }
            var turn = new MemoryTurn(tables);
            tables.reader = turn;
            return Optional.of(turn);
        });
    }

    private static final class MemoryTurn implements Turn {
        private final InMemoryTables tables;

        MemoryTurn(InMemoryTables tables) {
            this.tables = tables;
        }

        private <T> T mine(InMemoryTables.Work<T> work) throws SQLException {
            return tables.locked(() -> {
                if (tables.reader != this) {
                    throw new SQLException("this connection is gone", "08006");
                }
                return work.run();
            });
        }

        @Override
        public List<Row> read(int max) throws SQLException {
            return mine(() -> tables.outbox.values().stream().limit(max).toList());
        }

        @Override
        public void delete(List<Row> rows) throws SQLException {
            mine(() -> {
                rows.forEach(row -> tables.outbox.remove(row.seq()));
                return true;
            });
        }

        @Override
        public Backlog backlog() throws SQLException {
            return mine(() -> tables.outbox.isEmpty()
                    ? Backlog.EMPTY
                    : new Backlog(
                            tables.outbox.size(),
                            tables.outbox.firstEntry().getValue().savedAt()));
        }

        @Override
        public void close() {
            tables.latch.lock();
            try {
                if (tables.reader == this) {
                    tables.reader = null;
                }
            } finally {
                tables.latch.unlock();
            }
        }
    }
}
