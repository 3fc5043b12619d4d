package io.opsbus.ledger.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every outbox promises its relay. */
public abstract class OutboxContract {

    protected static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    /** The outbox as one process sees it; called again, as another process. */
    protected abstract Outbox outbox();

    /** A transaction that has drawn its numbers and is still open. */
    protected abstract Open open(List<OutboxRecord> records) throws SQLException;

    /** Ends the open transaction. */
    @FunctionalInterface
    protected interface Open {
        void commit() throws SQLException;
    }

    private void save(String id, int step) throws SQLException {
        open(List.of(Tally.encode(new Counted(id, step)))).commit();
    }

    private Outbox.Turn turn() throws SQLException {
        return outbox().claim().orElseThrow();
    }

    private static List<String> ids(List<Outbox.Row> rows) {
        return rows.stream().map(row -> row.record().factId()).toList();
    }

    @Test
    void committedRowsAreReadInTheOrderTheirNumbersWereDrawn() throws SQLException {
        save("a", 1);
        save("b", 1);
        save("a", 2);
        try (var turn = turn()) {
            assertThat(ids(turn.read(10))).containsExactly("a#1", "b#1", "a#2");
            assertThat(ids(turn.read(2))).containsExactly("a#1", "b#1");
        }
    }

    @Test
    void everythingOfTheRecordComesBack() throws SQLException {
        var record = new OutboxRecord("t", "k", new byte[] {0, -1, 7}, Map.of("traceparent", "00-ab", "x", ""), "f");
        var tombstone = OutboxRecord.tombstone("t", "k", Map.of(), "g");
        open(List.of(record, tombstone)).commit();
        try (var turn = turn()) {
            var rows = turn.read(10);
            assertThat(rows.getFirst().savedAt()).isEqualTo(NOW);
            assertThat(rows.getFirst().record()).usingRecursiveComparison().isEqualTo(record);
            assertThat(rows.getLast().record()).usingRecursiveComparison().isEqualTo(tombstone);
        }
    }

    @Test
    void aRowCommittedLateWithASmallerNumberIsStillRead() throws SQLException {
        var slow = open(List.of(Tally.encode(new Counted("slow", 1))));
        save("quick", 1);
        try (var turn = turn()) {
            var first = turn.read(10);
            assertThat(ids(first)).containsExactly("quick#1");
            turn.delete(first);
            slow.commit();
            assertThat(ids(turn.read(10))).containsExactly("slow#1");
        }
    }

    @Test
    void rowsStayUntilTheyAreDeletedAndDeletingTwiceIsNoError() throws SQLException {
        save("a", 1);
        save("a", 2);
        try (var turn = turn()) {
            var rows = turn.read(10);
            assertThat(ids(turn.read(10))).hasSize(2);
            turn.delete(rows.subList(0, 1));
            turn.delete(rows.subList(0, 1));
            assertThat(ids(turn.read(10))).containsExactly("a#2");
        }
    }

    @Test
    void onlyOneReaderIsActiveAndTheNextTakesOver() throws SQLException {
        try (var turn = turn()) {
            assertThat(turn.read(10)).isEmpty();
            assertThat(outbox().claim()).isEmpty();
        }
        try (var next = turn()) {
            assertThat(next.read(10)).isEmpty();
        }
    }

    @Test
    void theBacklogIsCountedAndKnowsItsOldestRow() throws SQLException {
        try (var turn = turn()) {
            assertThat(turn.backlog()).isEqualTo(Outbox.Backlog.EMPTY);
            save("a", 1);
            save("a", 2);
            assertThat(turn.backlog()).isEqualTo(new Outbox.Backlog(2, NOW));
        }
    }
}
