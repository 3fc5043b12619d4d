package io.opsbus.instance.launch;

import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.ImageId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.fleet.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a caller describes it; {@link Launch} looks up in the catalog what the names mean.
 *
 * @param place where
 * @param start whether it starts when it is there (RunInstances) or stays off (CreateInstance)
 * @param systemDisk null takes {@link DiskSpec#SYSTEM}
 * @param dataDisks at {@code /dev/xvdb} and so on
 */
public record LaunchSpec(
        InstanceTypeName type,
        ImageId image,
        Place place,
        Labels labels,
        Terms terms,
        boolean start,
        @Nullable DiskSpec systemDisk,
        List<DiskSpec> dataDisks) {
    /** Copies. */
    public LaunchSpec {
        dataDisks = List.copyOf(dataDisks);
    }

    /**
     * Where it goes.
     *
     * @param zone null takes the vSwitch's, or the region's first
     * @param vSwitch null takes the zone's first
     * @param privateIp null takes any
     */
    public record Place(
            @Nullable ZoneId zone,
            @Nullable VSwitchId vSwitch,
            @Nullable String privateIp,
            List<SecurityGroupId> securityGroups,
            Network.Internet internet) {
        /** Copies. */
        public Place {
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /**
     * A disk of it.
     *
     * @param sizeGiB 0 takes the image's size, or 40 if that is less
     */
    public record DiskSpec(
            String category,
            int sizeGiB,
            @Nullable String performanceLevel,
            boolean encrypted,
            String name,
            String description,
            boolean deleteWithInstance,
            @Nullable SnapshotId source) {
        /** A system disk nothing was said about: {@code cloud_efficiency}, 40 GiB. */
        public static final DiskSpec SYSTEM = new DiskSpec("cloud_efficiency", 0, null, false, "", "", true, null);
    }
}
