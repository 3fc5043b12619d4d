package io.opsbus.event.store;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.fleet.InactiveDisk;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownDisk.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of {@code known_disks}, and of {@code cleaned_disks} where those go that waited to be cleaned. */
final class KnownDiskRows {
    private static final String COLUMNS =
            "id, account_id, inactive_from, inactive_since, type, category, size_gib, created_at";

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
                medium(row),
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

    /** The disk is no more; that it waited to be cleaned is kept. */
    static void gone(Handle handle, ResourceId id, Instant at) {
        handle.execute(
                "with gone as (delete from known_disks where id = ? returning *) insert into cleaned_disks (" + COLUMNS
                        + ", gone_at) select " + COLUMNS + ", ? from gone where inactive_from is not null"
                        + " on conflict (id) do nothing",
                id.text(),
                Timestamp.from(at));
    }

    static List<InactiveDisk> inactive(Handle handle, AccountId account, Set<ResourceId> instances) {
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
                    .map((row, context) -> inactiveDisk(row))
                    .list();
        }
    }

    static int forgetCleaned(Handle handle, Instant before, int most) {
        return handle.execute(
                "delete from cleaned_disks where id in (select id from cleaned_disks where gone_at < ? order by gone_at limit ?)",
                Timestamp.from(before),
                most);
    }

    private static InactiveDisk inactiveDisk(ResultSet row) throws SQLException {
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
