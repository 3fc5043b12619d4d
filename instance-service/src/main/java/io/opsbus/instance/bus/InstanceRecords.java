package io.opsbus.instance.bus;

import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.fleet.InstanceState.Stopped;
import io.opsbus.instance.fleet.Terms.LockReason;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An instance as {@code ecs.instances} has it. */
final class InstanceRecords {
    private InstanceRecords() {}

    static InstanceRecord of(Instance instance) {
        var record = InstanceRecord.newBuilder();
        identity(record, instance);
        labels(record, instance);
        hardware(record, instance);
        network(record, instance);
        terms(record, instance);
        return record.build();
    }

    private static void identity(InstanceRecord.Builder record, Instance instance) {
        var identity = instance.identity();
        record.setInstanceId(identity.id().text())
                .setAccountId(identity.account().text())
                .setRegionId(identity.region().text())
                .setZoneId(identity.zone().text())
                .setRevision(instance.revision())
                .setStatus(instance.status().word())
                .setCreationFailed(instance.state() instanceof CreationFailed)
                .setReleasing(instance.state() instanceof Releasing)
                .setStoppedMode(
                        instance.state() instanceof Stopped stopped
                                ? stopped.mode().word()
                                : null)
                .setCreationTime(Notices.eventTime(identity.createdAt()))
                .setStartTime(millis(instance.machine().startedAt()))
                .setProvider(instance.machine().provider().text())
                .setIncarnation(instance.machine().incarnation())
                .setHostId(text(instance.machine().host()));
    }

    private static void labels(InstanceRecord.Builder record, Instance instance) {
        var labels = instance.labels();
        record.setInstanceName(labels.name())
                .setHostName(labels.hostName())
                .setDescription(labels.description())
                .setResourceGroupId(text(labels.resourceGroup()))
                .setKeyPairName(labels.keyPair())
                .setTags(labels.tags().values());
    }

    private static void hardware(InstanceRecord.Builder record, Instance instance) {
        var type = instance.hardware().type();
        var image = instance.hardware().image();
        record.setInstanceType(type.name().text())
                .setCpu(type.cpu())
                .setMemoryMiB(type.memoryMiB())
                .setImageId(image.id().text())
                .setOsType(image.os().word())
                .setOsName(image.name());
    }

    private static void network(InstanceRecord.Builder record, Instance instance) {
        var network = instance.network();
        record.setVpcId(network.vpc().text())
                .setVSwitchId(network.vSwitch().text())
                .setPrivateIp(network.privateIp())
                .setPublicIps(network.internet().publicIps())
                .setSecurityGroupIds(network.securityGroups().stream()
                        .map(SecurityGroupId::text)
                        .toList());
    }

    private static void terms(InstanceRecord.Builder record, Instance instance) {
        var terms = instance.terms();
        record.setChargeType(terms.charge().word())
                .setExpiredTime(Notices.eventTime(terms.expiresAt()))
                .setSpotStrategy(terms.spot().strategy().word())
                .setDeletionProtection(terms.deletionProtection())
                .setLockReasons(
                        terms.locks().stream().map(LockReason::word).sorted().toList());
    }

    static @Nullable Instant millis(@Nullable Instant at) {
        return at == null ? null : Notices.eventTime(at);
    }

    /** The text of an id, which is what it prints. */
    static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
