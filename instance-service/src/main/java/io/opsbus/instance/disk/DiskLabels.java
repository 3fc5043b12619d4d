package io.opsbus.instance.disk;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What its owner says about a disk.
 *
 * @param deleteWithInstance whether it goes when the instance it hangs on goes
 * @param detachedAt last time it came off an instance
 * @param inactiveFrom the instance it was taken off as broken: nothing uses it any more, and it waits to be cleaned; null else
 */
public record DiskLabels(
        String name,
        String description,
        @Nullable ResourceGroupId resourceGroup,
        boolean deleteWithInstance,
        @Nullable Instant detachedAt,
        Tags tags,
        @Nullable InstanceId inactiveFrom) {

    /** Of a disk nothing is wrong with. */
    public DiskLabels(
            String name,
            String description,
            @Nullable ResourceGroupId resourceGroup,
            boolean deleteWithInstance,
            @Nullable Instant detachedAt,
            Tags tags) {
        this(name, description, resourceGroup, deleteWithInstance, detachedAt, tags, null);
    }

    public DiskLabels withTags(Tags other) {
        return new DiskLabels(name, description, resourceGroup, deleteWithInstance, detachedAt, other, inactiveFrom);
    }

    public DiskLabels withDeleteWithInstance(boolean with) {
        return new DiskLabels(name, description, resourceGroup, with, detachedAt, tags, inactiveFrom);
    }

    public DiskLabels detached(Instant at) {
        return new DiskLabels(name, description, resourceGroup, deleteWithInstance, at, tags, inactiveFrom);
    }

    /** Taken off an instance as broken. */
    public DiskLabels isolated(InstanceId from, Instant at) {
        return new DiskLabels(name, description, resourceGroup, deleteWithInstance, at, tags, from);
    }
}
