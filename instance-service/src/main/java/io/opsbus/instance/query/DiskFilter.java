package io.opsbus.instance.query;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.page.NamePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which disks; every criterion must hold, and none means all of the scope. */
public record DiskFilter(List<Criterion> criteria) {
    public static final DiskFilter ALL = new DiskFilter(List.of());

    /** Copies. */
    public DiskFilter {
        criteria = List.copyOf(criteria);
    }

    public static DiskFilter of(Criterion... criteria) {
        return new DiskFilter(List.of(criteria));
    }

    /** This and one more. */
    public DiskFilter and(Criterion more) {
        var all = new ArrayList<>(criteria);
        all.add(more);
        return new DiskFilter(all);
    }

    /** One thing a disk must be. */
    public sealed interface Criterion {}

    /** One of these; none of them if there are none. */
    public record Ids(Set<DiskId> ids) implements Criterion {
        /** Copies. */
        public Ids {
            ids = Set.copyOf(ids);
        }
    }

    public record Name(NamePattern pattern) implements Criterion {}

    public record InStatus(DiskStatus status) implements Criterion {}

    public record InZone(ZoneId zone) implements Criterion {}

    public record OfKind(DiskMedium.Kind kind) implements Criterion {}

    public record OfCategory(String category) implements Criterion {}

    /** Hangs there, or is on its way there or off it. */
    public record At(InstanceId instance) implements Criterion {}

    public record FromSnapshot(SnapshotId snapshot) implements Criterion {}

    public record InResourceGroup(ResourceGroupId group) implements Criterion {}

    public record Tagged(TagFilter tag) implements Criterion {}

    public record Portable(boolean portable) implements Criterion {}

    public record Encrypted(boolean encrypted) implements Criterion {}

    public record DeletedWithInstance(boolean with) implements Criterion {}

    /** Created then or later. */
    public record CreatedFrom(Instant at) implements Criterion {}

    /** Created then or before. */
    public record CreatedUntil(Instant at) implements Criterion {}

    /** Nothing is so: for a criterion only what this service does not have could meet. */
    public record Nothing() implements Criterion {}
}
