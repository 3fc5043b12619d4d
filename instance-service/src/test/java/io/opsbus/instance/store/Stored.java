package io.opsbus.instance.store;

import io.opsbus.instance.control.Ledgers;
import io.opsbus.instance.control.Reads;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import java.util.List;
import java.util.UUID;

/** Ledgers and the reads that see what they commit. */
public record Stored(Ledgers ledgers, Reads reads) {
    void put(Instance instance) {
        var ignored = ledgers.instances()
                .change(
                        instance.id(),
                        fresh(),
                        there -> Decision.<Instance, InstanceFact>accepted(instance, List.of()));
    }

    void remove(Instance instance) {
        var ignored = ledgers.instances()
                .change(instance.id(), fresh(), there -> Decision.<Instance, InstanceFact>accepted(null, List.of()));
    }

    void put(Disk disk) {
        var ignored =
                ledgers.disks().change(disk.id(), fresh(), there -> Decision.<Disk, DiskFact>accepted(disk, List.of()));
    }

    void put(Snapshot snapshot) {
        var ignored = ledgers.snapshots()
                .change(
                        snapshot.id(),
                        fresh(),
                        there -> Decision.<Snapshot, SnapshotFact>accepted(snapshot, List.of()));
    }

    private static ChangeKey fresh() {
        return ChangeKey.once(UUID.randomUUID().toString());
    }
}
