package io.opsbus.instance.control;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.ledger.Ledger;

/** The ledger of each kind of resource, of one database. */
public record Ledgers(
        Ledger<InstanceId, Instance, InstanceFact> instances,
        Ledger<DiskId, Disk, DiskFact> disks,
        Ledger<SnapshotId, Snapshot, SnapshotFact> snapshots) {
    /** Their names, for ever: they scope locks, change keys and timers. */
    public static final String INSTANCES = "instances";

    public static final String DISKS = "disks";
    public static final String SNAPSHOTS = "snapshots";
}
