package io.opsbus.ledger.inbox;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Records that nobody could read, kept with the reason so that a person can look at them; the flow goes on without them. */
@FunctionalInterface
public interface ParkedRecords {
    /** Keeps one; parking the same place of the same topic again changes nothing. */
    void park(Parked record, String reason) throws SQLException;

    /** A record as it lies on its topic. */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    record Parked(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            byte @Nullable [] value) {
        /** Without what it holds. */
        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }
}
