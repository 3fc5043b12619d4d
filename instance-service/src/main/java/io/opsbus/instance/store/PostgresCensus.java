package io.opsbus.instance.store;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.query.Census;
import io.opsbus.instance.snapshot.Snapshot;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@link Census} over all tables. */
public final class PostgresCensus implements Census {
    private final TableReads<InstanceId, Instance> instances;
    private final TableReads<DiskId, Disk> disks;
    private final TableReads<SnapshotId, Snapshot> snapshots;

    /** Everything in this database; see {@link PostgresReads#on}. */
    PostgresCensus(Jdbi database) {
        instances = new TableReads<>(database, Tables.INSTANCES);
        disks = new TableReads<>(database, Tables.DISKS);
        snapshots = new TableReads<>(database, Tables.SNAPSHOTS);
    }

    @Override
    public List<Instance> instances(@Nullable InstanceId after, int size) {
        return instances.after(after, size);
    }

    @Override
    public List<Disk> disks(@Nullable DiskId after, int size) {
        return disks.after(after, size);
    }

    @Override
    public List<Snapshot> snapshots(@Nullable SnapshotId after, int size) {
        return snapshots.after(after, size);
    }
}
