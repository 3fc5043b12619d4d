package io.opsbus.instance.snapshot;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.catalog.DiskMedium;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot was made of, as it was then.
 *
 * @param instance the disk hung on, if it did
 */
public record SnapshotSource(
        DiskId disk,
        DiskMedium.Kind kind,
        int sizeGiB,
        @Nullable InstanceId instance) {}
