package io.opsbus.instance.provider.simulated;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.catalog.VSwitch;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.provider.Adoption;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Reason;
import io.opsbus.instance.provider.Stock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Machines, stock and addresses, and what operations do to them. Guarded by its provider's lock. */
final class SimulatedWorld {
    private record Shelf(ZoneId zone, InstanceTypeName type) {}

    private final Conditions.Scarcity scarcity;
    private final Map<InstanceId, SimulatedMachine> machines = new HashMap<>();
    private final Map<VSwitchId, AddressPool> addresses = new HashMap<>();
    private final Map<Shelf, Integer> sold = new HashMap<>();
    private final Map<DiskId, InstanceId> places = new HashMap<>();
    private final Hosts hosts;

    SimulatedWorld(Conditions.Scarcity scarcity) {
        this.scarcity = scarcity;
        this.hosts = new Hosts(scarcity.hostSize());
    }

    Hosts hosts() {
        return hosts;
    }

    @Nullable
    SimulatedMachine machine(InstanceId id) {
        return machines.get(id);
    }

    /** Does what is asked; asked again it leads to the same. */
    OperationResult apply(Operation operation, Instant now) {
        return switch (operation) {
            case Operation.Create create -> create(create.machine(), now);
            case Operation.Delete delete -> delete(delete.machine(), now);
            case Operation.Start start ->
                power(start.machine(), machine -> machine.on ? null : comeOn(machine, now), now);
            case Operation.Stop stop -> power(stop.machine(), machine -> stop(machine, now), now);
            case Operation.Reboot reboot -> power(reboot.machine(), machine -> comeOn(machine, now), now);
            case Operation.Redeploy redeploy ->
                power(redeploy.machine(), machine -> redeploy(machine, redeploy.on(), now), now);
            case Operation.RepairDisk repair -> power(repair.machine(), machine -> repair(machine, repair, now), now);
            case Operation.AttachDisk attach -> attach(attach, now);
            case Operation.DetachDisk detach -> detach(detach, now);
            case Operation.DeleteDisk gone -> deleteDisk(gone.disk(), now);
            case Operation.CreateDisk _,
                    Operation.ResetDisk _,
                    Operation.CreateSnapshot _,
                    Operation.DeleteSnapshot _ -> done(0, now);
        };
    }

    /** Where its host is lost it comes on elsewhere; with data on that host it waits for it, or cannot (guide 3.2). */
    private @Nullable OperationResult comeOn(SimulatedMachine machine, Instant now) {
        if (hosts.isLost(machine.host)) {
            if (!machine.spec.type().keepsDataOnItsHost()) {
                move(machine);
            } else if (hosts.returns(machine.host)) {
                hosts.back(machine.host);
            } else {
                return new OperationResult.Failed(Reason.BROKEN, machine.host + " does not come back", now);
            }
        }
        machine.boot(now);
        return null;
    }

    private static @Nullable OperationResult stop(SimulatedMachine machine, Instant now) {
        if (machine.on) {
            machine.end(now);
        }
        return null;
    }

    private @Nullable OperationResult redeploy(SimulatedMachine machine, boolean on, Instant now) {
        move(machine);
        if (on) {
            machine.boot(now);
        }
        return null;
    }

    private void move(SimulatedMachine machine) {
        var id = machine.spec.id();
        var before = machine.host;
        machine.host = hosts.place(machine.spec.zone(), id, before);
        hosts.leave(before, id);
    }

    private @Nullable OperationResult repair(SimulatedMachine machine, Operation.RepairDisk repair, Instant now) {
        if (repair.repair() == Operation.Repair.ISOLATE && machine.disks.remove(repair.disk())) {
            places.remove(repair.disk());
        }
        return repair.reboot() ? comeOn(machine, now) : null;
    }

    private interface Act {
        /** Why it could not be done; null if it was. */
        @Nullable
        OperationResult on(SimulatedMachine machine);
    }

    private OperationResult power(InstanceId id, Act act, Instant now) {
        var machine = machines.get(id);
        if (machine == null) {
            return noSuchMachine(id, now);
        }
        var no = act.on(machine);
        return no != null ? no : there(machine, now);
    }

    private OperationResult create(MachineSpec spec, Instant now) {
        var there = machines.get(spec.id());
        if (there != null) {
            return there(there, now);
        }
        if (!stock(spec.zone(), spec.type().name()).any()) {
            return new OperationResult.Failed(
                    Reason.NO_STOCK, "no more " + spec.type().name() + " in " + spec.zone(), now);
        }
        var address = pool(spec.vSwitch()).take(spec.privateIp());
        if (address.isEmpty()) {
            return new OperationResult.Failed(
                    Reason.NO_ADDRESS, "no free address in " + spec.vSwitch().id(), now);
        }
        var machine = new SimulatedMachine(spec, address.get(), hosts.place(spec.zone(), spec.id(), null));
        put(machine);
        return there(machine, now);
    }

    private void put(SimulatedMachine machine) {
        machines.put(machine.spec.id(), machine);
        sold.merge(shelf(machine.spec), 1, Integer::sum);
        machine.disks.forEach(disk -> places.put(disk, machine.spec.id()));
    }

    /** Makes a machine of an earlier life again; its address and its place in the stock were its own already. */
    SimulatedMachine adopt(Adoption adoption) {
        var spec = adoption.machine();
        String wanted = spec.privateIp();
        Optional<String> address = pool(spec.vSwitch()).take(wanted);
        var host = adoption.host();
        if (host == null) {
            host = hosts.place(spec.zone(), spec.id(), null);
        } else {
            hosts.put(host, spec.id());
        }
        var machine = new SimulatedMachine(spec, wanted != null ? wanted : address.orElse(""), host);
        machine.disks.addAll(adoption.disks());
        put(machine);
        return machine;
    }

    private OperationResult delete(InstanceId id, Instant now) {
        var machine = machines.remove(id);
        if (machine != null) {
            hosts.leave(machine.host, id);
            pool(machine.spec.vSwitch()).giveBack(machine.address);
            sold.merge(shelf(machine.spec), -1, Integer::sum);
            machine.disks.forEach(places::remove);
        }
        return done(0, now);
    }

    private OperationResult attach(Operation.AttachDisk attach, Instant now) {
        var machine = machines.get(attach.machine());
        if (machine == null) {
            return noSuchMachine(attach.machine(), now);
        }
        var place = places.get(attach.disk());
        if (place != null && !place.equals(attach.machine())) {
            return new OperationResult.Failed(Reason.DISK_BUSY, attach.disk() + " hangs on " + place, now);
        }
        places.put(attach.disk(), attach.machine());
        machine.disks.add(attach.disk());
        return done(0, now);
    }

    private OperationResult detach(Operation.DetachDisk detach, Instant now) {
        var machine = machines.get(detach.machine());
        if (machine != null && machine.disks.remove(detach.disk())) {
            places.remove(detach.disk());
        }
        return done(0, now);
    }

    private OperationResult deleteDisk(DiskId disk, Instant now) {
        var place = places.get(disk);
        return place == null
                ? done(0, now)
                : new OperationResult.Failed(Reason.DISK_BUSY, disk + " hangs on " + place, now);
    }

    Stock stock(ZoneId zone, InstanceTypeName type) {
        Integer most = scarcity.stock().get(type.text());
        return most == null
                ? new Stock.Plenty()
                : new Stock.Left(Math.max(0, most - sold.getOrDefault(new Shelf(zone, type), 0)));
    }

    private AddressPool pool(VSwitch vSwitch) {
        return addresses.computeIfAbsent(vSwitch.id(), id -> new AddressPool(vSwitch.cidr(), scarcity.addresses()));
    }

    private static Shelf shelf(MachineSpec spec) {
        return new Shelf(spec.zone(), spec.type().name());
    }

    private static OperationResult there(SimulatedMachine machine, Instant now) {
        return new OperationResult.Done(machine.incarnation, now, machine.address, machine.host);
    }

    private static OperationResult done(long incarnation, Instant now) {
        return new OperationResult.Done(incarnation, now, null);
    }

    private static OperationResult noSuchMachine(InstanceId id, Instant now) {
        return new OperationResult.Failed(Reason.NO_SUCH_MACHINE, "there is no " + id, now);
    }
}
