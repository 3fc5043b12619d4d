package io.opsbus.instance.rpc;

import io.opsbus.instance.ProviderId;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.launch.Launch;
import io.opsbus.instance.rpc.disk.AttachDisk;
import io.opsbus.instance.rpc.disk.CreateDisk;
import io.opsbus.instance.rpc.disk.DeleteDisk;
import io.opsbus.instance.rpc.disk.DescribeDisks;
import io.opsbus.instance.rpc.disk.DetachDisk;
import io.opsbus.instance.rpc.disk.ResetDisk;
import io.opsbus.instance.rpc.instance.DescribeInstanceAttribute;
import io.opsbus.instance.rpc.instance.DescribeInstanceStatus;
import io.opsbus.instance.rpc.instance.DescribeInstances;
import io.opsbus.instance.rpc.instance.GetInstanceConsoleOutput;
import io.opsbus.instance.rpc.instance.GetInstanceScreenshot;
import io.opsbus.instance.rpc.launch.RunInstances;
import io.opsbus.instance.rpc.lifecycle.DeleteInstance;
import io.opsbus.instance.rpc.lifecycle.DeleteInstances;
import io.opsbus.instance.rpc.lifecycle.ModifyInstanceAttribute;
import io.opsbus.instance.rpc.lifecycle.RebootInstance;
import io.opsbus.instance.rpc.lifecycle.RebootInstances;
import io.opsbus.instance.rpc.lifecycle.RedeployInstance;
import io.opsbus.instance.rpc.lifecycle.RenewInstance;
import io.opsbus.instance.rpc.lifecycle.StartInstance;
import io.opsbus.instance.rpc.lifecycle.StartInstances;
import io.opsbus.instance.rpc.lifecycle.StopInstance;
import io.opsbus.instance.rpc.lifecycle.StopInstances;
import io.opsbus.instance.rpc.region.DescribeAccountAttributes;
import io.opsbus.instance.rpc.region.DescribeAvailableResource;
import io.opsbus.instance.rpc.region.DescribeRegions;
import io.opsbus.instance.rpc.region.DescribeZones;
import io.opsbus.instance.rpc.snapshot.CreateSnapshot;
import io.opsbus.instance.rpc.snapshot.DeleteSnapshot;
import io.opsbus.instance.rpc.snapshot.DescribeSnapshots;
import io.opsbus.instance.rpc.tag.ListTagResources;
import io.opsbus.instance.rpc.tag.TagResources;
import io.opsbus.instance.rpc.tag.UntagResources;
import io.opsbus.rpc.ActionTable;
import java.util.List;

/** Every Action this service serves. */
public final class EcsActions {
    private EcsActions() {}

    /**
     * Numbers that {@code DescribeAccountAttributes} tells of other services.
     *
     * @param commandCount Cloud Assistant commands an account may have in a region
     * @param invocationDaily command runs an account may ask for a day
     */
    public record Quotas(int commandCount, int invocationDaily) {
        /** The guide's (2.1). */
        public static final Quotas DEFAULT = new Quotas(100, 5_000);
    }

    /**
     * The table.
     *
     * @param provider who makes new instances and disks
     */
    public static ActionTable of(Fleet fleet, ProviderId provider, Quotas quotas) {
        var catalog = fleet.catalog();
        var instances = fleet.instances();
        var region = new RegionParameter(catalog);
        return new ActionTable(List.of(
                new DescribeInstances(instances, region),
                new DescribeInstanceStatus(instances, region),
                new DescribeInstanceAttribute(instances),
                new RunInstances(fleet, new Launch(catalog, provider), region),
                new StartInstance(instances),
                new StartInstances(instances, region),
                new StopInstance(instances),
                new StopInstances(instances, region),
                new RebootInstance(instances),
                new RedeployInstance(instances),
                new RebootInstances(instances, region),
                new DeleteInstance(instances),
                new DeleteInstances(instances, region),
                new ModifyInstanceAttribute(instances),
                new RenewInstance(instances),
                new GetInstanceConsoleOutput(instances, region),
                new GetInstanceScreenshot(instances, region),
                new CreateDisk(fleet, provider, region),
                new DescribeDisks(fleet.disks(), region),
                new AttachDisk(fleet.disks()),
                new DetachDisk(fleet.disks()),
                new DeleteDisk(fleet.disks()),
                new ResetDisk(fleet.disks()),
                new CreateSnapshot(fleet.snapshots()),
                new DescribeSnapshots(fleet.snapshots(), region),
                new DeleteSnapshot(fleet.snapshots()),
                new TagResources(fleet.tags(), region),
                new UntagResources(fleet.tags(), region),
                new ListTagResources(fleet.tags(), region),
                new DescribeRegions(catalog),
                new DescribeZones(catalog, region),
                new DescribeAvailableResource(fleet, provider, region),
                new DescribeAccountAttributes(catalog, quotas.commandCount(), quotas.invocationDaily(), region)));
    }
}
