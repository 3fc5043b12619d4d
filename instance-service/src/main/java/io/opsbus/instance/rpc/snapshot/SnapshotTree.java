package io.opsbus.instance.rpc.snapshot;

import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.WireTimes;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotStatus;
import io.opsbus.rpc.reply.Tree;

/** A snapshot as {@code DescribeSnapshots} shows it (contract 2.1). */
final class SnapshotTree {
    private SnapshotTree() {}

    static Tree.Fields of(Snapshot snapshot) {
        var source = snapshot.source();
        var group = snapshot.labels().resourceGroup();
        Tree.Builder tree = Tree.build()
                .put("SnapshotId", snapshot.id().text())
                .put("SnapshotName", snapshot.labels().name())
                .put("Description", snapshot.labels().description())
                .put("Status", snapshot.status().word())
                .put("Progress", snapshot.state().percent() + "%")
                .put("Available", snapshot.status() == SnapshotStatus.ACCOMPLISHED)
                .put("SnapshotType", snapshot.labels().kind().word())
                .put("Category", "standard")
                .put("RegionId", snapshot.identity().region().text())
                .put("CreationTime", WireTimes.second(snapshot.identity().createdAt()))
                .put("SourceDiskId", source.disk().text())
                .put("SourceDiskType", source.kind().word())
                .put("SourceDiskSize", Integer.toString(source.sizeGiB()))
                .put("SourceStorageType", "disk")
                .put("RetentionDays", snapshot.labels().retentionDays())
                .put("Encrypted", false)
                .put("InstantAccess", false)
                .put("Usage", "none")
                .put("ResourceGroupId", group == null ? "" : group.text());
        TagParameters.put(tree, snapshot.labels().tags());
        return tree.end();
    }
}
