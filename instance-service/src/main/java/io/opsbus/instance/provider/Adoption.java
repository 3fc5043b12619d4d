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
 * @param sequence of the last event of it that was taken; what the machine tells next comes after it
 * @param disks that hang on it
 * @param host where it was; null if that was never told
 */
public record Adoption(
        MachineSpec machine,
        boolean on,
        long incarnation,
        long sequence,
        Set<DiskId> disks,
        @Nullable HostId host) {
    /** Copies. */
    public Adoption {
        disks = Set.copyOf(disks);
    }

    /** Of which nothing was told in this incarnation, not even its host. */
    public Adoption(MachineSpec machine, boolean on, long incarnation, Set<DiskId> disks) {
        this(machine, on, incarnation, 0, disks, null);
    }
}
