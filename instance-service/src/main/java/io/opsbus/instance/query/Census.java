package io.opsbus.instance.query;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is, of all accounts: for the service itself when it starts. Never for a request.
 *
 * <p>Each in the order of ids, at most {@code size} after {@code after}; null begins.
 */
public interface Census {
    List<Instance> instances(@Nullable InstanceId after, int size);

    List<Disk> disks(@Nullable DiskId after, int size);

    List<Snapshot> snapshots(@Nullable SnapshotId after, int size);
}
