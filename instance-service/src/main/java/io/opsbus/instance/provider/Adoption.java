package io.opsbus.instance.provider;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.fleet.HostId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a machine of an earlier life.
 *
 * @param on whether it was on
 * @param incarnation the last one known
 * @param disks that hang on it
 * @param host where it was; null if that was never told
 */
public record Adoption(
        MachineSpec machine,
        boolean on,
        long incarnation,
        Set<DiskId> disks,
        @Nullable HostId host) {
    /** Copies. */
    public Adoption {
        disks = Set.copyOf(disks);
    }

    /** Without a host. */
    public Adoption(MachineSpec machine, boolean on, long incarnation, Set<DiskId> disks) {
        this(machine, on, incarnation, disks, null);
    }
}
