package io.opsbus.instance.store;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.SnapshotFilter;
import io.opsbus.instance.query.SnapshotFilter.Criterion;
import io.opsbus.instance.query.Snapshots;
import io.opsbus.instance.snapshot.Snapshot;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link Snapshots} in the table {@code snapshots}. */
public final class PostgresSnapshots implements Snapshots {
    private final TableReads<SnapshotId, Snapshot> reads;

    /** Snapshots in this database; see {@link PostgresReads#on}. */
    PostgresSnapshots(Jdbi database) {
        reads = new TableReads<>(database, Tables.SNAPSHOTS);
    }

    @Override
    public Optional<Snapshot> find(AccountId account, SnapshotId id) {
        return reads.find(account, id);
    }

    @Override
    public Page<Snapshot> list(Scope scope, SnapshotFilter filter, Paging paging) {
        var where = new Where();
        filter.criteria().forEach(criterion -> add(where, criterion));
        return reads.list(scope, where, paging);
    }

    private static Where add(Where where, Criterion criterion) {
        return switch (criterion) {
            case SnapshotFilter.Ids it ->
                where.oneOf(
                        "snapshot_id", it.ids().stream().map(SnapshotId::text).toList());
            case SnapshotFilter.Name it -> where.like("name", it.pattern().like());
            case SnapshotFilter.InStatus it -> where.is("status", it.status().name());
            case SnapshotFilter.OfKind it -> where.is("kind", it.kind().name());
            case SnapshotFilter.OfDisk it -> where.is("disk_id", it.disk().text());
            case SnapshotFilter.OfDiskKind it -> where.is("disk_kind", it.kind().name());
            case SnapshotFilter.OfInstance it ->
                where.is("instance_id", it.instance().text());
            case SnapshotFilter.InResourceGroup it ->
                where.is("resource_group", it.group().text());
            case SnapshotFilter.Tagged it -> where.tagged(ResourceKind.SNAPSHOT, "snapshot_id", it.tag());
            case SnapshotFilter.CreatedFrom it -> where.from("created_at", it.at());
            case SnapshotFilter.CreatedUntil it -> where.until("created_at", it.at());
            case SnapshotFilter.Nothing _ -> where.nothing();
        };
    }
}
