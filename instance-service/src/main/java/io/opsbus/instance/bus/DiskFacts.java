package io.opsbus.instance.bus;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.disk.Attachment;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.disk.DiskFact.OperationCompleted;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.disk.DiskOperation;
import io.opsbus.schemas.ecs.disk.DiskOperationContent;
import io.opsbus.schemas.ecs.disk.DiskRecord;

/** What is told about disks; every record's key is the disk's id. */
public final class DiskFacts implements FactEncoder<DiskFact> {
    private final Wire wire;

    public DiskFacts(Wire wire) {
        this.wire = wire;
    }

    @Override
    public OutboxRecord encode(DiskFact fact) {
        String key = fact.subject().id().text();
        return switch (fact) {
            case OperationCompleted it -> wire.event(Topics.DISK_OPERATION, key, it.id(), operation(it));
            case DiskFact.Recorded it -> wire.state(Topics.DISKS, key, it.id(), record(it.disk()));
            case DiskFact.Forgotten it -> wire.gone(Topics.DISKS, key, it.id());
        };
    }

    private static DiskOperation operation(OperationCompleted fact) {
        var subject = fact.subject();
        String id = subject.id().text();
        return new DiskOperation(
                Notices.VERSION,
                fact.id().noticeId(),
                Notices.PRODUCT,
                Notices.arn(subject.region(), subject.account(), ResourceKind.DISK, id),
                fact.accomplished() ? Level.INFO : Level.WARN,
                "Disk:DiskOperationCompleted",
                subject.account().text(),
                Notices.eventTime(fact.at()),
                subject.region().text(),
                null,
                new DiskOperationContent(id, fact.operation().word(), fact.accomplished() ? "accomplished" : "failed"));
    }

    private static DiskRecord record(Disk disk) {
        var identity = disk.identity();
        var medium = disk.medium();
        var labels = disk.labels();
        var attachment = disk.state().attachment();
        var inactiveFrom = labels.inactiveFrom();
        return DiskRecord.newBuilder()
                .setDiskId(identity.id().text())
                .setAccountId(identity.account().text())
                .setRegionId(identity.region().text())
                .setZoneId(identity.zone().text())
                .setRevision(disk.revision())
                .setStatus(disk.status().word())
                .setDiskName(labels.name())
                .setDescription(labels.description())
                .setType(medium.kind().word())
                .setCategory(medium.category())
                .setSizeGiB(medium.sizeGiB())
                .setEncrypted(medium.encrypted())
                .setInstanceId(attachment.map(at -> at.instance().text()).orElse(null))
                .setDevice(attachment.map(Attachment::device).orElse(null))
                .setDeleteWithInstance(labels.deleteWithInstance())
                .setSourceSnapshotId(InstanceRecords.text(medium.source()))
                .setImageId(InstanceRecords.text(medium.image()))
                .setResourceGroupId(InstanceRecords.text(labels.resourceGroup()))
                .setTags(labels.tags().values())
                .setProvider(identity.provider().text())
                .setCreationTime(Notices.eventTime(identity.createdAt()))
                .setAttachedTime(
                        disk.state() instanceof DiskState.InUse inUse ? Notices.eventTime(inUse.since()) : null)
                .setInactiveFrom(InstanceRecords.text(inactiveFrom))
                .setInactiveSince(
                        inactiveFrom == null || labels.detachedAt() == null
                                ? null
                                : Notices.eventTime(labels.detachedAt()))
                .build();
    }
}
