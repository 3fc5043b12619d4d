package io.opsbus.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.ledger.inbox.ParkedRecords;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The table {@code parked_records} of a service's own migrations:
 *
 * <pre>
 * create table parked_records (topic text not null, partition int not null, place bigint not null, key bytea, value bytea,
 *     reason text not null, parked_at timestamptz not null default now(), primary key (topic, partition, place));
 * </pre>
 */
public record PostgresParkedRecords(DataSource source) implements ParkedRecords {

    @Override
    public void park(Parked record, String reason) throws SQLException {
        String key = record.key();
        try (var connection = source.getConnection();
                var insert = connection.prepareStatement("""
                    insert into parked_records (topic, partition, place, key, value, reason)
                    values (?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, record.topic());
            insert.setInt(2, record.partition());
            insert.setLong(3, record.offset());
            insert.setBytes(4, key == null ? null : key.getBytes(UTF_8));
            insert.setBytes(5, record.value());
            // PostgreSQL's text cannot hold NUL, and the reason may quote what was found
            insert.setString(6, reason.replace('\0', ' '));
            insert.executeUpdate();
        }
    }
}
