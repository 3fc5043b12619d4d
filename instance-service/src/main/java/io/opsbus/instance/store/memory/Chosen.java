package io.opsbus.instance.store.memory;

import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.SnapshotFilter;
import io.opsbus.instance.query.TagFilter;
import io.opsbus.instance.snapshot.Snapshot;
import java.util.Objects;

/** Whether a resource is what a filter wants. */
final class Chosen {
    private Chosen() {}

    static boolean by(InstanceFilter filter, Instance one) {
        return filter.criteria().stream().allMatch(criterion -> is(one, criterion));
    }

    private static boolean is(Instance one, InstanceFilter.Criterion criterion) {
        return switch (criterion) {
            case InstanceFilter.Ids it -> it.ids().contains(one.id());
            case InstanceFilter.Name it -> it.pattern().matches(one.labels().name());
            case InstanceFilter.InStatus it -> one.status() == it.status();
            case InstanceFilter.InZone it -> one.identity().zone().equals(it.zone());
            case InstanceFilter.OfType it -> one.hardware().type().name().equals(it.type());
            case InstanceFilter.OfFamily it ->
                one.hardware().type().name().family().equals(it.family());
            case InstanceFilter.FromImage it -> one.hardware().image().id().equals(it.image());
            case InstanceFilter.InVpc it -> one.network().vpc().equals(it.vpc());
            case InstanceFilter.InVSwitch it -> one.network().vSwitch().equals(it.vSwitch());
            case InstanceFilter.InSecurityGroup it ->
                one.network().securityGroups().contains(it.group());
            case InstanceFilter.PrivateIps it ->
                it.addresses().stream()
                        .anyMatch(address -> address.equals(one.network().privateIp()));
            case InstanceFilter.PublicIps it ->
                one.network().internet().publicIps().stream().anyMatch(it.addresses()::contains);
            case InstanceFilter.Charged it -> one.terms().charge() == it.charge();
            case InstanceFilter.InternetCharged it -> one.network().internet().charge() == it.charge();
            case InstanceFilter.InResourceGroup it ->
                it.group().equals(one.labels().resourceGroup());
            case InstanceFilter.WithKeyPair it -> it.name().equals(one.labels().keyPair());
            case InstanceFilter.LockedFor it -> one.terms().locks().contains(it.reason());
            case InstanceFilter.Tagged it -> has(one.labels().tags(), it.tag());
            case InstanceFilter.MetadataEnabled it -> one.labels().metadata().enabled() == it.enabled();
            case InstanceFilter.MetadataTokensRequired it ->
                one.labels().metadata().tokensRequired() == it.required();
            case InstanceFilter.CreatedFrom it -> !one.identity().createdAt().isBefore(it.at());
            case InstanceFilter.CreatedUntil it -> !one.identity().createdAt().isAfter(it.at());
            case InstanceFilter.ExpiresFrom it -> !one.terms().expiresAt().isBefore(it.at());
            case InstanceFilter.ExpiresUntil it -> !one.terms().expiresAt().isAfter(it.at());
            case InstanceFilter.Nothing _ -> false;
        };
    }

    static boolean by(DiskFilter filter, Disk one) {
        return filter.criteria().stream().allMatch(criterion -> is(one, criterion));
    }

    private static boolean is(Disk one, DiskFilter.Criterion criterion) {
        return switch (criterion) {
            case DiskFilter.Ids it -> it.ids().contains(one.id());
            case DiskFilter.Name it -> it.pattern().matches(one.labels().name());
            case DiskFilter.InStatus it -> one.status() == it.status();
            case DiskFilter.InZone it -> one.identity().zone().equals(it.zone());
            case DiskFilter.OfKind it -> one.medium().kind() == it.kind();
            case DiskFilter.OfCategory it -> one.medium().category().equals(it.category());
            case DiskFilter.At it -> one.at(it.instance());
            case DiskFilter.FromSnapshot it -> it.snapshot().equals(one.medium().source());
            case DiskFilter.InResourceGroup it -> it.group().equals(one.labels().resourceGroup());
            case DiskFilter.Tagged it -> has(one.labels().tags(), it.tag());
            case DiskFilter.Portable it -> one.portable() == it.portable();
            case DiskFilter.Encrypted it -> one.medium().encrypted() == it.encrypted();
            case DiskFilter.DeletedWithInstance it -> one.labels().deleteWithInstance() == it.with();
            case DiskFilter.CreatedFrom it -> !one.identity().createdAt().isBefore(it.at());
            case DiskFilter.CreatedUntil it -> !one.identity().createdAt().isAfter(it.at());
            case DiskFilter.Nothing _ -> false;
        };
    }

    static boolean by(SnapshotFilter filter, Snapshot one) {
        return filter.criteria().stream().allMatch(criterion -> is(one, criterion));
    }

    private static boolean is(Snapshot one, SnapshotFilter.Criterion criterion) {
        return switch (criterion) {
            case SnapshotFilter.Ids it -> it.ids().contains(one.id());
            case SnapshotFilter.Name it -> it.pattern().matches(one.labels().name());
            case SnapshotFilter.InStatus it -> one.status() == it.status();
            case SnapshotFilter.OfKind it -> one.labels().kind() == it.kind();
            case SnapshotFilter.OfDisk it -> one.source().disk().equals(it.disk());
            case SnapshotFilter.OfDiskKind it -> one.source().kind() == it.kind();
            case SnapshotFilter.OfInstance it -> Objects.equals(one.source().instance(), it.instance());
            case SnapshotFilter.InResourceGroup it ->
                it.group().equals(one.labels().resourceGroup());
            case SnapshotFilter.Tagged it -> has(one.labels().tags(), it.tag());
            case SnapshotFilter.CreatedFrom it -> !one.identity().createdAt().isBefore(it.at());
            case SnapshotFilter.CreatedUntil it -> !one.identity().createdAt().isAfter(it.at());
            case SnapshotFilter.Nothing _ -> false;
        };
    }

    static boolean has(Tags tags, TagFilter wanted) {
        String value = tags.values().get(wanted.key());
        return value != null && (wanted.values().isEmpty() || wanted.values().contains(value));
    }
}
