package io.opsbus.ledger.fault;

import io.opsbus.ledger.OutboxRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The relay everybody writes first, wrong on purpose: {@code where seq > last}. */
final class CursorRelay {

    private final DataSource source;
    private long last;

    CursorRelay(DataSource source) {
        this.source = source;
    }

    List<OutboxRecord> poll() {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(
                        "select seq, topic, key, fact_id from outbox where seq > ? order by seq")) {
            statement.setLong(1, last);
            var sent = new ArrayList<OutboxRecord>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    sent.add(OutboxRecord.tombstone(rows.getString(2), rows.getString(3), Map.of(), rows.getString(4)));
                }
            }
            return sent;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
