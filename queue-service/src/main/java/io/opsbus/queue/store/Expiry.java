package io.opsbus.queue.store;

import java.time.Instant;

/** One bounded round of letting messages go. */
final class Expiry {
    /** The least id made at a time: 48 bits of milliseconds, then zeros. */
    private static final String OLD = """
            delete from messages using (
                select queues.id as queue, old.id from queues cross join lateral (
                    select id from messages
                    where queue = queues.id
                        and id < (lpad(to_hex(? - queues.retention::bigint * 1000), 12, '0') || repeat('0', 20))::uuid
                    order by id limit ?) as old
                limit ?) as old
            where messages.queue = old.queue and messages.id = old.id""";

    private static final String OF_DELETED_QUEUES = """
            delete from messages using (
                select old.queue, old.id from deleted_queues cross join lateral (
                    select queue, id from messages where queue = deleted_queues.id order by id limit ?) as old
                limit ?) as old
            where messages.queue = old.queue and messages.id = old.id""";

    /** A send may have been under way when its queue was deleted: what it left is found by the round after. */
    private static final String FORGOTTEN =
            "delete from deleted_queues where not exists (select from messages where queue = deleted_queues.id)";

    private Expiry() {}

    static int round(Connections database, Instant now, int most) {
        int old = database.update(OLD, statement -> {
            statement.setLong(1, now.toEpochMilli());
            statement.setInt(2, most);
            statement.setInt(3, most);
        });
        int left = database.update(OF_DELETED_QUEUES, statement -> {
            statement.setInt(1, most);
            statement.setInt(2, most);
        });
        if (left == 0) {
            int ignored = database.update(FORGOTTEN, _ -> {});
        }
        return Math.max(old, left);
    }
}
