package io.opsbus.instance.store;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.DiskFilter.Criterion;
import io.opsbus.instance.query.Disks;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@link Disks} in the table {@code disks}. */
public final class PostgresDisks implements Disks {
    private final TableReads<DiskId, Disk> reads;

    /** Disks in this database; see {@link PostgresReads#on}. */
    PostgresDisks(Jdbi database) {
        reads = new TableReads<>(database, Tables.DISKS);
    }

    @Override
    public Optional<Disk> find(AccountId account, DiskId id) {
        return reads.find(account, id);
    }

    @Override
    public Page<Disk> list(Scope scope, DiskFilter filter, Paging paging) {
        var where = new Where();
        filter.criteria().forEach(criterion -> add(where, criterion));
        return reads.list(scope, where, paging);
    }

    private static Where add(Where where, Criterion criterion) {
        return switch (criterion) {
            case DiskFilter.Ids it ->
                where.oneOf("disk_id", it.ids().stream().map(DiskId::text).toList());
            case DiskFilter.Name it -> where.like("name", it.pattern().like());
            case DiskFilter.InStatus it -> where.is("status", it.status().name());
            case DiskFilter.InZone it -> where.is("zone_id", it.zone().text());
            case DiskFilter.OfKind it -> where.is("kind", it.kind().name());
            case DiskFilter.OfCategory it -> where.is("category", it.category());
            case DiskFilter.At it -> where.is("instance_id", it.instance().text());
            case DiskFilter.FromSnapshot it ->
                where.is("source_snapshot", it.snapshot().text());
            case DiskFilter.InResourceGroup it ->
                where.is("resource_group", it.group().text());
            case DiskFilter.Tagged it -> where.tagged(ResourceKind.DISK, "disk_id", it.tag());
            case DiskFilter.Portable it -> where.is("portable", it.portable());
            case DiskFilter.Encrypted it -> where.is("encrypted", it.encrypted());
            case DiskFilter.DeletedWithInstance it -> where.is("delete_with_instance", it.with());
            case DiskFilter.CreatedFrom it -> where.from("created_at", it.at());
            case DiskFilter.CreatedUntil it -> where.until("created_at", it.at());
            case DiskFilter.Nothing _ -> where.nothing();
        };
    }
}
