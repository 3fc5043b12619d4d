package io.opsbus.instance.fleet;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.catalog.DiskMedium;

/**
 * A disk that is made together with an instance.
 *
 * @param description may be empty
 * @param device where it hangs, {@code /dev/xvda} for the system disk
 * @param deleteWithInstance whether it goes with the instance
 */
public record DiskPlan(
        DiskId id, DiskMedium medium, String name, String description, String device, boolean deleteWithInstance) {}
