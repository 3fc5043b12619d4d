package io.opsbus.ledger.relay;

import io.opsbus.ledger.OutboxRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Committed facts that Kafka has not acknowledged yet. */
public interface Outbox {

    /**
     * Becomes the one active reader of this outbox.
     *
     * @return empty while another reader is active
     */
    Optional<Turn> claim() throws SQLException;

    /** The right to read and delete; held until {@link #close} or until the reader's connection dies. */
    interface Turn extends AutoCloseable {

        /**
         * The visible rows in the order of {@code seq}, from the smallest. There is no cursor: a row committed late, with
         * a smaller {@code seq} than rows already sent, is simply read next time.
         *
         * @param max rows at most; fewer when the values are large
         */
        List<Row> read(int max) throws SQLException;

        /** Removes rows that Kafka has acknowledged; rows already gone are no error. */
        void delete(List<Row> rows) throws SQLException;

        Backlog backlog() throws SQLException;

        @Override
        void close();
    }

    /** A saved fact; {@code seq} was drawn under the entity's lock: along one entity it grows with every change. */
    record Row(long seq, Instant savedAt, OutboxRecord record) {}

    /**
     * How much waits.
     *
     * @param waiting rows, counted up to {@link #COUNT_LIMIT}
     * @param oldest when the oldest one was saved, or null if none waits
     */
    record Backlog(long waiting, @Nullable Instant oldest) {
        /** Counting stops here, so that a look at a large backlog stays cheap. */
        public static final int COUNT_LIMIT = 100_000;

        public static final Backlog EMPTY = new Backlog(0, null);
    }
}
