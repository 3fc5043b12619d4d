package io.opsbus.instance.query;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.page.NamePattern;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.instance.snapshot.SnapshotStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which snapshots; every criterion must hold, and none means all of the scope. */
public record SnapshotFilter(List<Criterion> criteria) {
    public static final SnapshotFilter ALL = new SnapshotFilter(List.of());

    /** Copies. */
    public SnapshotFilter {
        criteria = List.copyOf(criteria);
    }

    public static SnapshotFilter of(Criterion... criteria) {
        return new SnapshotFilter(List.of(criteria));
    }

    /** This and one more. */
    public SnapshotFilter and(Criterion more) {
        var all = new ArrayList<>(criteria);
        all.add(more);
        return new SnapshotFilter(all);
    }

    /** One thing a snapshot must be. */
    public sealed interface Criterion {}

    /** One of these; none of them if there are none. */
    public record Ids(Set<SnapshotId> ids) implements Criterion {
        /** Copies. */
        public Ids {
            ids = Set.copyOf(ids);
        }
    }

    public record Name(NamePattern pattern) implements Criterion {}

    public record InStatus(SnapshotStatus status) implements Criterion {}

    public record OfKind(SnapshotLabels.Kind kind) implements Criterion {}

    public record OfDisk(DiskId disk) implements Criterion {}

    public record OfDiskKind(DiskMedium.Kind kind) implements Criterion {}

    /** Of a disk that hung on this instance when it was made. */
    public record OfInstance(InstanceId instance) implements Criterion {}

    public record InResourceGroup(ResourceGroupId group) implements Criterion {}

    public record Tagged(TagFilter tag) implements Criterion {}

    /** Begun then or later. */
    public record CreatedFrom(Instant at) implements Criterion {}

    /** Begun then or before. */
    public record CreatedUntil(Instant at) implements Criterion {}

    /** Nothing is so: for a criterion only what this service does not have could meet. */
    public record Nothing() implements Criterion {}
}
