package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.fleet.InactiveDisk;
import io.opsbus.event.fleet.KnownDisk.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Disks that wait to be cleaned, in {@code known_disks}, and those that were, in {@code cleaned_disks}. */
final class InactiveDiskRows {
    private static final String COLUMNS =
            "id, account_id, inactive_from, inactive_since, type, category, size_gib, created_at";

    private InactiveDiskRows() {}

    /** The disk is no more; that it waited to be cleaned is kept. */
    static void gone(Handle handle, ResourceId id, Instant at) {
        handle.execute(
                "with gone as (delete from known_disks where id = ? returning *) insert into cleaned_disks (" + COLUMNS
                        + ", gone_at) select " + COLUMNS + ", ? from gone where inactive_from is not null"
                        + " on conflict (id) do nothing",
                id.text(),
                Timestamp.from(at));
    }

    static List<InactiveDisk> of(Handle handle, AccountId account, Set<ResourceId> instances) {
        if (instances.isEmpty()) {
            return List.of();
        }
        String which = " where account_id = :account and inactive_from in (<instances>)";
        try (var query = handle.createQuery(
                "select * from (select " + COLUMNS + ", cast(null as timestamptz) as gone_at from known_disks" + which
                        + " union all select " + COLUMNS + ", gone_at from cleaned_disks" + which
                        + ") disks order by inactive_since, id collate \"C\"")) {
            return query.bind("account", account.text())
                    .bindList(
                            "instances",
                            instances.stream().map(ResourceId::text).toList())
                    .map((row, context) -> read(row))
                    .list();
        }
    }

    static int forget(Handle handle, Instant before, int most) {
        return handle.execute(
                "delete from cleaned_disks where id in (select id from cleaned_disks where gone_at < ? order by gone_at limit ?)",
                Timestamp.from(before),
                most);
    }

    private static InactiveDisk read(ResultSet row) throws SQLException {
        Timestamp gone = row.getTimestamp("gone_at");
        return new InactiveDisk(
                new ResourceId(row.getString("id")),
                new ResourceId(row.getString("inactive_from")),
                medium(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("inactive_since").toInstant(),
                gone == null ? null : gone.toInstant());
    }

    /** What a disk is; null of one that was stored before that was told. */
    static @Nullable Medium medium(ResultSet row) throws SQLException {
        String type = row.getString("type");
        return type == null ? null : new Medium(type, row.getString("category"), row.getInt("size_gib"));
    }
}
