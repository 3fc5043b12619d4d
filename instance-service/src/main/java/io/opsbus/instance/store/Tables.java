package io.opsbus.instance.store;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.store.Table.Column;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables, as {@code V1__fleet.sql} has them. */
final class Tables {
    static final Table<InstanceId, Instance> INSTANCES = new Table<>(
            ResourceKind.INSTANCE,
            "instances",
            "instance_id",
            Instance.class,
            InstanceId::text,
            one -> new Scope(one.identity().account(), one.identity().region()),
            Instance::visible,
            one -> one.labels().tags(),
            List.of(
                    column("name", one -> one.labels().name()),
                    column("status", one -> one.status().name()),
                    column("zone_id", one -> one.identity().zone().text()),
                    column("instance_type", one -> one.hardware().type().name().text()),
                    column("family", one -> one.hardware().type().name().family()),
                    column("image_id", one -> one.hardware().image().id().text()),
                    column("vpc_id", one -> one.network().vpc().text()),
                    column("vswitch_id", one -> one.network().vSwitch().text()),
                    column(
                            "security_groups",
                            one -> one.network().securityGroups().stream()
                                    .map(SecurityGroupId::text)
                                    .toList()),
                    column("private_ip", one -> one.network().privateIp()),
                    column("public_ips", one -> one.network().internet().publicIps()),
                    column("charge_type", one -> one.terms().charge().name()),
                    column(
                            "internet_charge",
                            one -> one.network().internet().charge().name()),
                    column("resource_group", one -> text(one.labels().resourceGroup())),
                    column("key_pair", one -> one.labels().keyPair()),
                    column(
                            "locks",
                            one -> one.terms().locks().stream().map(Enum::name).toList()),
                    column("metadata_enabled", one -> one.labels().metadata().enabled()),
                    column("metadata_tokens", one -> one.labels().metadata().tokensRequired()),
                    column("created_at", one -> one.identity().createdAt()),
                    column("expires_at", one -> one.terms().expiresAt())));

    static final Table<DiskId, Disk> DISKS = new Table<>(
            ResourceKind.DISK,
            "disks",
            "disk_id",
            Disk.class,
            DiskId::text,
            one -> new Scope(one.identity().account(), one.identity().region()),
            Disk::visible,
            one -> one.labels().tags(),
            List.of(
                    column("name", one -> one.labels().name()),
                    column("status", one -> one.status().name()),
                    column("zone_id", one -> one.identity().zone().text()),
                    column("kind", one -> one.medium().kind().name()),
                    column("category", one -> one.medium().category()),
                    column(
                            "instance_id",
                            one -> one.state()
                                    .attachment()
                                    .map(at -> at.instance().text())
                                    .orElse(null)),
                    column("source_snapshot", one -> text(one.medium().source())),
                    column("resource_group", one -> text(one.labels().resourceGroup())),
                    column("portable", Disk::portable),
                    column("encrypted", one -> one.medium().encrypted()),
                    column("delete_with_instance", one -> one.labels().deleteWithInstance()),
                    column("created_at", one -> one.identity().createdAt())));

    static final Table<SnapshotId, Snapshot> SNAPSHOTS = new Table<>(
            ResourceKind.SNAPSHOT,
            "snapshots",
            "snapshot_id",
            Snapshot.class,
            SnapshotId::text,
            one -> new Scope(one.identity().account(), one.identity().region()),
            Snapshot::visible,
            one -> one.labels().tags(),
            List.of(
                    column("name", one -> one.labels().name()),
                    column("status", one -> one.status().name()),
                    column("kind", one -> one.labels().kind().name()),
                    column("disk_id", one -> one.source().disk().text()),
                    column("disk_kind", one -> one.source().kind().name()),
                    column("instance_id", one -> text(one.source().instance())),
                    column("resource_group", one -> text(one.labels().resourceGroup())),
                    column("created_at", one -> one.identity().createdAt())));

    private Tables() {}

    private static <T> Column<T> column(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, value);
    }

    /** The text of an id, which is what it prints. */
    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
