package io.opsbus.instance.provider;

import io.opsbus.instance.DiskId;
import java.util.Set;

/**
 * What is known about a machine of an earlier life.
 *
 * @param on whether it was on
 * @param incarnation the last one known
 * @param disks that hang on it
 */
public record Adoption(MachineSpec machine, boolean on, long incarnation, Set<DiskId> disks) {
    /** Copies. */
    public Adoption {
        disks = Set.copyOf(disks);
    }
}
