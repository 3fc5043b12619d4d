package io.opsbus.instance.disk;

import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Terms.LockReason;
import java.util.Set;

/**
 * The instance a disk is to hang on, as it was a moment ago. If it goes meanwhile the provider says so, and the attempt
 * fails.
 *
 * @param devices taken already
 */
public record AttachTarget(Instance instance, Set<String> devices) {
    private static final String FIRST_DATA_DEVICE = "/dev/xvdb";

    /** Copies. */
    public AttachTarget {
        devices = Set.copyOf(devices);
    }

    /** Whether disks come on and off in its status. */
    public boolean ready() {
        return instance.visible()
                && (instance.status() == InstanceStatus.RUNNING || instance.status() == InstanceStatus.STOPPED);
    }

    public boolean lockedForSecurity() {
        return instance.terms().locks().contains(LockReason.SECURITY);
    }

    public boolean full() {
        return devices.size() >= instance.hardware().type().diskLimit();
    }

    /** The first free device for a data disk, from {@code /dev/xvdb} on. */
    public String freeDevice() {
        char last = FIRST_DATA_DEVICE.charAt(FIRST_DATA_DEVICE.length() - 1);
        String stem = FIRST_DATA_DEVICE.substring(0, FIRST_DATA_DEVICE.length() - 1);
        while (devices.contains(stem + last)) {
            last++;
        }
        return stem + last;
    }
}
