package io.opsbus.event.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.recent.BusRecord;
import io.opsbus.event.recent.ParkedRecords;
import org.jdbi.v3.core.Jdbi;

/** {@link ParkedRecords} in the table {@code parked_records}. */
public final class PostgresParkedRecords implements ParkedRecords {
    private final Jdbi database;

    /** Records in this database. */
    public PostgresParkedRecords(Jdbi database) {
        this.database = database;
    }

    @Override
    public void park(BusRecord record, String reason) {
        String key = record.key();
        database.useHandle(handle -> {
            try (var insert = handle.createUpdate("""
                    insert into parked_records (topic, partition, place, key, value, reason)
                    values (:topic, :partition, :place, :key, :value, :reason) on conflict do nothing""")) {
                insert.bind("topic", record.topic())
                        .bind("partition", record.partition())
                        .bind("place", record.offset())
                        .bind("key", key == null ? null : key.getBytes(UTF_8))
                        .bind("value", record.value())
                        // PostgreSQL's text cannot hold NUL, and the reason may quote what was found
                        .bind("reason", reason.replace('\0', ' '))
                        .execute();
            }
        });
    }

    @Override
    public long count() {
        return database.withHandle(handle -> {
            try (var query = handle.createQuery("select count(*) from parked_records")) {
                return query.mapTo(Long.class).one();
            }
        });
    }
}
