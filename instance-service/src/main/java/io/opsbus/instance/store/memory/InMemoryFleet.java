package io.opsbus.instance.store.memory;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.Census;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.Disks;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.Instances;
import io.opsbus.instance.query.SnapshotFilter;
import io.opsbus.instance.query.Snapshots;
import io.opsbus.instance.query.TagListing;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.ledger.Ledger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A whole fleet in memory. */
public final class InMemoryFleet implements Instances, Disks, Snapshots, TagListing, Census {
    private static final String BETWEEN = "\n";

    private final InMemoryRows<InstanceId, Instance> instances = new InMemoryRows<>(
            one -> new Scope(one.identity().account(), one.identity().region()), Instance::visible);
    private final InMemoryRows<DiskId, Disk> disks = new InMemoryRows<>(
            one -> new Scope(one.identity().account(), one.identity().region()), Disk::visible);
    private final InMemoryRows<SnapshotId, Snapshot> snapshots = new InMemoryRows<>(
            one -> new Scope(one.identity().account(), one.identity().region()), Snapshot::visible);

    /** The ledger with its committed states put in here. */
    public <F> Ledger<InstanceId, Instance, F> instances(Ledger<InstanceId, Instance, F> ledger) {
        return new RecordingLedger<>(ledger, instances);
    }

    /** The ledger with its committed states put in here. */
    public <F> Ledger<DiskId, Disk, F> disks(Ledger<DiskId, Disk, F> ledger) {
        return new RecordingLedger<>(ledger, disks);
    }

    /** The ledger with its committed states put in here. */
    public <F> Ledger<SnapshotId, Snapshot, F> snapshots(Ledger<SnapshotId, Snapshot, F> ledger) {
        return new RecordingLedger<>(ledger, snapshots);
    }

    @Override
    public Optional<Instance> find(AccountId account, InstanceId id) {
        return instances.find(id).filter(one -> one.ownedBy(account));
    }

    @Override
    public Page<Instance> list(Scope scope, InstanceFilter filter, Paging paging) {
        return instances.list(scope, one -> Chosen.by(filter, one), paging);
    }

    @Override
    public Optional<Disk> find(AccountId account, DiskId id) {
        return disks.find(id).filter(one -> one.ownedBy(account));
    }

    @Override
    public Page<Disk> list(Scope scope, DiskFilter filter, Paging paging) {
        return disks.list(scope, one -> Chosen.by(filter, one), paging);
    }

    @Override
    public Optional<Snapshot> find(AccountId account, SnapshotId id) {
        return snapshots.find(id).filter(one -> one.ownedBy(account));
    }

    @Override
    public Page<Snapshot> list(Scope scope, SnapshotFilter filter, Paging paging) {
        return snapshots.list(scope, one -> Chosen.by(filter, one), paging);
    }

    private record Tagged(String id, Tags tags) {}

    @Override
    public Page<TaggedResource> list(Scope scope, Wanted wanted, Optional<PageToken> from, int size) {
        String after = from.map(PageToken::after).orElse("");
        var all = tagged(scope, wanted)
                .filter(one ->
                        wanted.resourceIds() == null || wanted.resourceIds().contains(one.id()))
                .filter(one -> wanted.having().stream().allMatch(tag -> Chosen.has(one.tags(), tag)))
                .flatMap(one -> one.tags().values().entrySet().stream().map(tag -> resource(wanted, one.id(), tag)))
                .sorted(Comparator.comparing(InMemoryFleet::place))
                .filter(tag -> place(tag).compareTo(after) > 0)
                .toList();
        if (all.size() <= size) {
            return new Page<>(all, 0, Optional.empty());
        }
        return new Page<>(all.subList(0, size), 0, Optional.of(new PageToken(place(all.get(size - 1)))));
    }

    private Stream<Tagged> tagged(Scope scope, Wanted wanted) {
        return switch (wanted.kind()) {
            case INSTANCE ->
                instances.all(scope).stream()
                        .map(one -> new Tagged(one.id().text(), one.labels().tags()));
            case DISK ->
                disks.all(scope).stream()
                        .map(one -> new Tagged(one.id().text(), one.labels().tags()));
            case SNAPSHOT ->
                snapshots.all(scope).stream()
                        .map(one -> new Tagged(one.id().text(), one.labels().tags()));
        };
    }

    private static TaggedResource resource(Wanted wanted, String id, Map.Entry<String, String> tag) {
        return new TaggedResource(wanted.kind(), id, tag.getKey(), tag.getValue());
    }

    private static String place(TaggedResource tag) {
        return tag.resourceId() + BETWEEN + tag.key();
    }

    @Override
    public List<Instance> instances(@Nullable InstanceId after, int size) {
        return instances.after(after, size, InstanceId::text);
    }

    @Override
    public List<Disk> disks(@Nullable DiskId after, int size) {
        return disks.after(after, size, DiskId::text);
    }

    @Override
    public List<Snapshot> snapshots(@Nullable SnapshotId after, int size) {
        return snapshots.after(after, size, SnapshotId::text);
    }
}
