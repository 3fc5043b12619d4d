package io.opsbus.instance.lifecycle;

import io.opsbus.instance.ProviderId;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Hardware;
import io.opsbus.instance.fleet.Identity;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.fleet.Terms;
import java.util.List;

/**
 * An instance to create.
 *
 * @param network its {@code privateIp} is the wanted address, or null
 * @param start whether it starts when it is there (RunInstances) or stays off (CreateInstance)
 * @param disks the system disk first
 */
public record NewInstance(
        Identity identity,
        Labels labels,
        Hardware hardware,
        Network network,
        Terms terms,
        ProviderId provider,
        boolean start,
        List<DiskPlan> disks) {
    /** Copies. */
    public NewInstance {
        disks = List.copyOf(disks);
    }
}
