package io.opsbus.instance.lifecycle;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.catalog.VSwitch;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Duty;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState.Next;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.fleet.InstanceState.Starting;
import io.opsbus.instance.fleet.InstanceState.Stopping;
import io.opsbus.instance.fleet.InstanceState.Transitional;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.Operation;
import java.util.List;
import java.util.Optional;

/** What an instance's state waits for, as the operation its provider is to be asked for; asked again it is the same. */
public final class PendingOperation {
    /** For a vSwitch the catalog has no more: its address is known by then. */
    private static final String ANY_RANGE = "10.0.0.0/8";

    private PendingOperation() {}

    public static Optional<Operation> of(Instance instance, Catalog catalog) {
        Duty duty = instance.machine().duty();
        if (!(instance.state() instanceof Transitional waiting)) {
            return Optional.ofNullable(duty).flatMap(one -> beside(instance.id(), one));
        }
        var id = instance.id();
        return Optional.of(
                switch (waiting) {
                    case Pending pending ->
                        new Operation.Create(pending.operation(), machine(instance, catalog, pending.disks()));
                    case Starting starting
                    when starting.elsewhere() -> new Operation.Redeploy(starting.operation(), id, true);
                    case Starting starting -> new Operation.Start(starting.operation(), id);
                    case Stopping stopping
                    when stopping.next() == Next.RESTART && duty != null && duty.begun() && duty.disk() != null ->
                        repair(stopping.operation(), id, duty, duty.disk(), true);
                    case Stopping stopping
                    when stopping.next() == Next.REDEPLOY -> new Operation.Redeploy(stopping.operation(), id, true);
                    case Stopping stopping
                    when stopping.next() == Next.RESTART ->
                        new Operation.Reboot(stopping.operation(), id, stopping.force());
                    case Stopping stopping -> new Operation.Stop(stopping.operation(), id, stopping.force());
                    case Releasing releasing -> new Operation.Delete(releasing.operation(), id);
                });
    }

    /** What a duty waits for while the instance stays as it is. */
    private static Optional<Operation> beside(InstanceId id, Duty duty) {
        OperationId operation = duty.operation();
        if (operation == null) {
            return Optional.empty();
        }
        DiskId disk = duty.disk();
        return Optional.of(
                disk == null ? new Operation.Redeploy(operation, id, false) : repair(operation, id, duty, disk, false));
    }

    private static Operation repair(OperationId operation, InstanceId id, Duty duty, DiskId disk, boolean reboot) {
        var what = duty.work().isolates() ? Operation.Repair.ISOLATE : Operation.Repair.REINIT;
        return new Operation.RepairDisk(operation, id, disk, what, reboot);
    }

    /** The machine behind an instance. */
    public static MachineSpec machine(Instance instance, Catalog catalog, List<DiskPlan> disks) {
        var identity = instance.identity();
        var network = instance.network();
        var vSwitch = catalog.region(identity.region())
                .flatMap(region -> region.vSwitch(network.vSwitch()))
                .orElseGet(() -> new VSwitch(network.vSwitch(), network.vpc(), identity.zone(), ANY_RANGE));
        return new MachineSpec(
                identity.id(),
                identity.zone(),
                instance.hardware().type(),
                instance.hardware().image(),
                vSwitch,
                network.privateIp(),
                instance.labels().hostName(),
                disks);
    }
}
