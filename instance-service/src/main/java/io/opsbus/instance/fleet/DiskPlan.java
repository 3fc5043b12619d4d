package io.opsbus.instance.fleet;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.SnapshotId;
import org.jspecify.annotations.Nullable;

/**
 * A disk that is made together with an instance.
 *
 * @param category {@code cloud_essd} and so on
 * @param sizeGiB size
 * @param device where it hangs, {@code /dev/xvda} for the system disk
 * @param deleteWithInstance whether it goes with the instance
 * @param source what it is filled from, if it is a data disk filled from anything
 */
public record DiskPlan(
        DiskId id,
        String category,
        int sizeGiB,
        String name,
        String description,
        String device,
        boolean deleteWithInstance,
        @Nullable SnapshotId source) {}
