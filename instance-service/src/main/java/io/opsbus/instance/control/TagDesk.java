package io.opsbus.instance.control;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.DiskRequest;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.query.TagListing;
import io.opsbus.instance.query.TagListing.TaggedResource;
import io.opsbus.instance.snapshot.SnapshotRequest;
import io.opsbus.ledger.ChangeKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where resources of all kinds are tagged. Every call blocks and may be made on a virtual thread. */
public final class TagDesk {
    private final InstanceDesk instances;
    private final DiskDesk disks;
    private final SnapshotDesk snapshots;
    private final TagListing listing;

    TagDesk(InstanceDesk instances, DiskDesk disks, SnapshotDesk snapshots, TagListing listing) {
        this.instances = instances;
        this.disks = disks;
        this.snapshots = snapshots;
        this.listing = listing;
    }

    /** What is done with tags. */
    public sealed interface Tagging {
        /** Adds these; of one key the new value counts. */
        record Add(Tags tags) implements Tagging {}

        /** Removes these keys. */
        record Remove(Set<String> keys) implements Tagging {}

        /** Removes all. */
        record RemoveAll() implements Tagging {}
    }

    /**
     * Does the same with several resources of the scope. If one of them is not there none is changed; otherwise one after
     * the other, until one is refused.
     *
     * @param ids none means nothing is done
     * @return the first refusal; empty if all is done
     */
    public Optional<FleetRefusal> tag(
            Scope scope, ResourceKind kind, List<String> ids, Tagging tagging, ChangeKey key, Instant now) {
        for (String id : ids) {
            if (!there(scope, kind, id)) {
                return Optional.of(new FleetRefusal.NotFound(kind, id));
            }
        }
        for (String id : ids) {
            if (ask(scope.account(), kind, id, tagging, key, now) instanceof Answer.No<?> no) {
                return Optional.of(no.refusal());
            }
        }
        return Optional.empty();
    }

    private boolean there(Scope scope, ResourceKind kind, String id) {
        var account = scope.account();
        return switch (kind) {
            case INSTANCE ->
                InstanceId.parse(id)
                        .flatMap(one -> instances.find(account, one))
                        .filter(one -> one.visible() && one.identity().region().equals(scope.region()))
                        .isPresent();
            case DISK ->
                DiskId.parse(id)
                        .flatMap(one -> disks.find(account, one))
                        .filter(one -> one.visible() && one.identity().region().equals(scope.region()))
                        .isPresent();
            case SNAPSHOT ->
                SnapshotId.parse(id)
                        .flatMap(one -> snapshots.find(account, one))
                        .filter(one -> one.visible() && one.identity().region().equals(scope.region()))
                        .isPresent();
        };
    }

    private Answer<?> ask(
            AccountId account, ResourceKind kind, String id, Tagging tagging, ChangeKey key, Instant now) {
        return switch (kind) {
            case INSTANCE -> instances.ask(account, new InstanceId(id), ofInstance(tagging), key, now);
            case DISK -> disks.ask(account, new DiskId(id), ofDisk(tagging), key, now);
            case SNAPSHOT -> snapshots.ask(account, new SnapshotId(id), ofSnapshot(tagging), key, now);
        };
    }

    private static InstanceRequest ofInstance(Tagging tagging) {
        return switch (tagging) {
            case Tagging.Add(Tags tags) -> new InstanceRequest.Tag(tags);
            case Tagging.Remove(Set<String> keys) -> new InstanceRequest.Untag(keys);
            case Tagging.RemoveAll _ -> new InstanceRequest.UntagAll();
        };
    }

    private static DiskRequest ofDisk(Tagging tagging) {
        return switch (tagging) {
            case Tagging.Add(Tags tags) -> new DiskRequest.Tag(tags);
            case Tagging.Remove(Set<String> keys) -> new DiskRequest.Untag(keys);
            case Tagging.RemoveAll _ -> new DiskRequest.UntagAll();
        };
    }

    private static SnapshotRequest ofSnapshot(Tagging tagging) {
        return switch (tagging) {
            case Tagging.Add(Tags tags) -> new SnapshotRequest.Tag(tags);
            case Tagging.Remove(Set<String> keys) -> new SnapshotRequest.Untag(keys);
            case Tagging.RemoveAll _ -> new SnapshotRequest.UntagAll();
        };
    }

    /**
     * Tags, in the order of resource id and key; the total is not counted.
     *
     * @param from null begins
     */
    public Page<TaggedResource> list(Scope scope, TagListing.Wanted wanted, @Nullable PageToken from, int size) {
        return listing.list(scope, wanted, Optional.ofNullable(from), size);
    }
}
