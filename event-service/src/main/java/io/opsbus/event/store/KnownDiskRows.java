package io.opsbus.event.store;

import io.opsbus.event.ResourceId;
import io.opsbus.event.fleet.KnownDisk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of {@code known_disks}. */
final class KnownDiskRows {
    private KnownDiskRows() {}

    static void put(Handle handle, KnownDisk disk) {
        var place = disk.place();
        var medium = disk.medium();
        var inactive = disk.inactive();
        try (var update = handle.createUpdate("""
                insert into known_disks as known (id, account_id, region_id, revision, status, created_at,
                    instance_id, device, type, category, size_gib, inactive_from, inactive_since)
                values (:id, :account, :region, :revision, :status, :createdAt, :instance, :device,
                    :type, :category, :gib, :inactiveFrom, :inactiveSince)
                on conflict (id) do update set account_id = excluded.account_id, region_id = excluded.region_id,
                    revision = excluded.revision, status = excluded.status, created_at = excluded.created_at,
                    instance_id = excluded.instance_id, device = excluded.device,
                    type = excluded.type, category = excluded.category, size_gib = excluded.size_gib,
                    inactive_from = excluded.inactive_from, inactive_since = excluded.inactive_since
                where excluded.revision > known.revision""")) {
            update.bind("id", disk.id().text())
                    .bind("account", disk.owner().account().text())
                    .bind("region", disk.owner().region())
                    .bind("revision", disk.revision())
                    .bind("status", disk.status())
                    .bind("createdAt", Timestamp.from(disk.createdAt()))
                    .bind("instance", place == null ? null : place.instance().text())
                    .bind("device", place == null ? null : place.device())
                    .bind("type", medium == null ? null : medium.type())
                    .bind("category", medium == null ? null : medium.category())
                    .bind("gib", medium == null ? null : medium.gib())
                    .bind(
                            "inactiveFrom",
                            inactive == null ? null : inactive.instance().text())
                    .bind("inactiveSince", inactive == null ? null : Timestamp.from(inactive.since()))
                    .execute();
        }
    }

    static KnownDisk read(ResultSet row) throws SQLException {
        String instance = row.getString("instance_id");
        return new KnownDisk(
                new ResourceId(row.getString("id")),
                KnownFleetRows.owner(row),
                row.getLong("revision"),
                row.getString("status"),
                row.getTimestamp("created_at").toInstant(),
                instance == null ? null : new KnownDisk.Place(new ResourceId(instance), row.getString("device")),
                InactiveDiskRows.medium(row),
                inactive(row));
    }

    private static KnownDisk.@Nullable Inactive inactive(ResultSet row) throws SQLException {
        String instance = row.getString("inactive_from");
        if (instance == null) {
            return null;
        }
        Instant since = row.getTimestamp("inactive_since").toInstant();
        return new KnownDisk.Inactive(new ResourceId(instance), since);
    }
}
