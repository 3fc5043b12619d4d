package io.opsbus.instance.disk;

import io.opsbus.instance.catalog.DiskMedium;
import org.jspecify.annotations.Nullable;

/**
 * A disk to make.
 *
 * @param to where it goes when it is there; null leaves it free
 */
public record NewDisk(
        DiskIdentity identity,
        DiskMedium medium,
        DiskLabels labels,
        @Nullable AttachTarget to) {}
