package io.opsbus.instance.provider;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.Image;
import io.opsbus.instance.catalog.InstanceType;
import io.opsbus.instance.catalog.VSwitch;
import io.opsbus.instance.fleet.DiskPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine to make.
 *
 * @param vSwitch where its address comes from
 * @param privateIp the address it must have; null lets the provider choose
 * @param disks made together with it, the system disk first
 */
public record MachineSpec(
        InstanceId id,
        ZoneId zone,
        InstanceType type,
        Image image,
        VSwitch vSwitch,
        @Nullable String privateIp,
        String hostName,
        List<DiskPlan> disks) {
    /** Copies. */
    public MachineSpec {
        disks = List.copyOf(disks);
    }
}
