package io.opsbus.instance.disk;

import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What its owner says about a disk.
 *
 * @param deleteWithInstance whether it goes when the instance it hangs on goes
 * @param detachedAt last time it came off an instance
 */
public record DiskLabels(
        String name,
        String description,
        @Nullable ResourceGroupId resourceGroup,
        boolean deleteWithInstance,
        @Nullable Instant detachedAt,
        Tags tags) {

    public DiskLabels withTags(Tags other) {
        return new DiskLabels(name, description, resourceGroup, deleteWithInstance, detachedAt, other);
    }

    public DiskLabels withDeleteWithInstance(boolean with) {
        return new DiskLabels(name, description, resourceGroup, with, detachedAt, tags);
    }

    public DiskLabels detached(Instant at) {
        return new DiskLabels(name, description, resourceGroup, deleteWithInstance, at, tags);
    }
}
