package io.opsbus.instance.provider;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.fleet.HostId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a machine is found.
 *
 * @param incarnation of the machine; 0 if it was never on
 * @param sequence of the last event told about this incarnation
 * @param disks that hang on it
 * @param host where it is; null if the provider does not say
 */
public record Observed(
        InstanceId machine,
        PowerState power,
        long incarnation,
        long sequence,
        Set<DiskId> disks,
        Instant at,
        @Nullable HostId host) {
    /** Copies. */
    public Observed {
        disks = Set.copyOf(disks);
    }

    /** Without a host. */
    public Observed(
            InstanceId machine, PowerState power, long incarnation, long sequence, Set<DiskId> disks, Instant at) {
        this(machine, power, incarnation, sequence, disks, at, null);
    }
}
