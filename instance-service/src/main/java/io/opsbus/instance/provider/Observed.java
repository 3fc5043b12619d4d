package io.opsbus.instance.provider;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import java.time.Instant;
import java.util.Set;

/**
 * How a machine is found.
 *
 * @param incarnation of the machine; 0 if it was never on
 * @param sequence of the last event told about this incarnation
 * @param disks that hang on it
 */
public record Observed(
        InstanceId machine, PowerState power, long incarnation, long sequence, Set<DiskId> disks, Instant at) {
    /** Copies. */
    public Observed {
        disks = Set.copyOf(disks);
    }
}
