package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.disk.Attachment;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.WireTimes;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A disk as {@code DescribeDisks} shows it (contract 2.1). */
final class DiskTree {
    private DiskTree() {}

    static Tree.Fields of(Disk disk) {
        Optional<Attachment> at = disk.state().attachment();
        String attachedAt =
                disk.state() instanceof DiskState.InUse(var _, Instant since) ? WireTimes.second(since) : "";
        Tree.Builder tree = Tree.build()
                .put("DiskId", disk.id().text())
                .put("DiskName", disk.labels().name())
                .put("Description", disk.labels().description())
                .put("RegionId", disk.identity().region().text())
                .put("ZoneId", disk.identity().zone().text())
                .put("Status", disk.status().word())
                .put("InstanceId", at.map(one -> one.instance().text()).orElse(""))
                .put("Device", at.map(Attachment::device).orElse(""))
                .put("CreationTime", WireTimes.second(disk.identity().createdAt()))
                .put("AttachedTime", attachedAt)
                .put("DetachedTime", time(disk.labels().detachedAt()))
                .put("DiskChargeType", "PostPaid")
                .put("ExpiredTime", "2999-09-08T16:00Z")
                .put("DeleteWithInstance", disk.labels().deleteWithInstance())
                .put("DeleteAutoSnapshot", false)
                .put("EnableAutoSnapshot", false)
                .put("EnableAutomatedSnapshotPolicy", false)
                .put("AutoSnapshotPolicyId", "")
                .put("Portable", disk.portable())
                .put("MultiAttach", "Disabled")
                .put("SerialNumber", disk.id().text().substring("d-".length()))
                .put("ResourceGroupId", group(disk))
                .put("OperationLocks", "OperationLock", List.of());
        medium(tree, disk.medium());
        tree.put(
                        "Attachments",
                        "Attachment",
                        at.map(one -> attachment(one, attachedAt)).stream().toList())
                .put("MountInstanceNum", at.isPresent() ? 1 : 0)
                .put(
                        "MountInstances",
                        "MountInstance",
                        at.map(one -> attachment(one, attachedAt)).stream().toList());
        TagParameters.put(tree, disk.labels().tags());
        return tree.end();
    }

    private static void medium(Tree.Builder tree, DiskMedium medium) {
        var image = medium.image();
        var source = medium.source();
        tree.put("Type", medium.kind().word())
                .put("Category", medium.category())
                .put("Size", medium.sizeGiB())
                .put("PerformanceLevel", text(medium.performanceLevel()))
                .put("Encrypted", medium.encrypted())
                .put("ImageId", image == null ? "" : image.text())
                .put("SourceSnapshotId", source == null ? "" : source.text());
    }

    private static Tree.Fields attachment(Attachment at, String attachedAt) {
        return Tree.build()
                .put("InstanceId", at.instance().text())
                .put("Device", at.device())
                .put("AttachedTime", attachedAt)
                .end();
    }

    private static String group(Disk disk) {
        var group = disk.labels().resourceGroup();
        return group == null ? "" : group.text();
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : WireTimes.second(at);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
