package io.opsbus.instance.provider.contract;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.provider.Adoption;
import io.opsbus.instance.provider.Capability;
import io.opsbus.instance.provider.Capture;
import io.opsbus.instance.provider.CaptureKind;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.Observed;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Done;
import io.opsbus.instance.provider.OperationResult.Failed;
import io.opsbus.instance.provider.PowerState;
import io.opsbus.instance.provider.ProviderEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What every compute provider keeps, whatever it can do. */
public final class ComputeProviderContract {
    private static final OperationId FIRST = new OperationId("contract.1");
    private static final OperationId SECOND = new OperationId("contract.2");
    private static final OperationId THIRD = new OperationId("contract.3");
    private static final int JPEG_MARK = 0xFF;

    private final Supplier<Rig> rigs;

    private ComputeProviderContract(Supplier<Rig> rigs) {
        this.rigs = rigs;
    }

    /**
     * One thing a provider keeps.
     *
     * @param name a sentence
     * @param body throws {@code AssertionError} if it does not
     */
    public record Check(String name, Runnable body) {}

    /** All checks; those of a capability the provider does not have are left out. */
    public static List<Check> checks(Supplier<Rig> rigs) {
        var contract = new ComputeProviderContract(rigs);
        var all = new ArrayList<>(contract.ofAll());
        Set<Capability> can;
        try (var rig = rigs.get()) {
            can = EnumSet.noneOf(Capability.class);
            can.addAll(rig.provider().capabilities(rig.existing()));
        }
        if (can.containsAll(List.of(Capability.LIFECYCLE, Capability.START, Capability.STOP))) {
            all.addAll(contract.ofMachines());
        }
        if (can.containsAll(List.of(Capability.LIFECYCLE, Capability.START, Capability.REDEPLOY))) {
            all.addAll(contract.ofHosts());
        }
        if (can.containsAll(List.of(Capability.LIFECYCLE, Capability.DISKS, Capability.DISK_REPAIR))) {
            all.addAll(contract.ofBrokenDisks());
        }
        if (can.contains(Capability.DISKS)) {
            all.addAll(contract.ofDisks());
        }
        return List.copyOf(all);
    }

    private List<Check> ofAll() {
        return List.of(
                check("an operation beyond its capabilities is unsupported and changes nothing", this::unsupported),
                check("a capture beyond its capabilities is unsupported", this::captures),
                check(
                        "a machine that is not there is absent",
                        rig -> expect(
                                observe(rig, rig.machine().id()).power() == PowerState.ABSENT,
                                "a machine nobody made")),
                check(
                        "a machine that is on is seen on",
                        rig -> expect(observe(rig, rig.existing()).power() == PowerState.ON, "an existing machine")),
                check("a reset inside is told once, as a higher incarnation", this::reset),
                check("events of one incarnation are numbered upwards", this::sequences),
                check("an adopted machine is in the state last known", this::adopted));
    }

    private List<Check> ofMachines() {
        return List.of(
                check("a machine is made off and has an address", this::made),
                check("an operation asked twice is done once", this::once),
                check("every start is a higher incarnation", this::incarnations),
                check("what was asked for is not told as an event", this::quiet),
                check("a machine let go of is absent, and may be let go of again", this::deleted),
                check("starting a machine that is not there fails", this::nothingToStart),
                check("the address of a machine let go of can be had again", this::addresses));
    }

    private List<Check> ofHosts() {
        return List.of(
                check("a machine redeployed is on another host, with its address", this::redeployed),
                check("a machine redeployed off stays off", this::redeployedOff));
    }

    private List<Check> ofBrokenDisks() {
        return List.of(
                check("an isolated disk hangs nowhere, and is isolated twice without harm", this::isolated),
                check("a disk seen to with a reboot begins another incarnation", this::repaired));
    }

    private List<Check> ofDisks() {
        return List.of(
                check("a disk hangs where it was hung, and is hung there twice without harm", this::attached),
                check("a disk hangs on one machine only", this::oneMachine),
                check("a disk taken off hangs nowhere, and is taken off twice without harm", this::detached));
    }

    private Check check(String name, Consumer<Rig> body) {
        return new Check(name, () -> {
            try (var rig = rigs.get()) {
                body.accept(rig);
            }
        });
    }

    private void unsupported(Rig rig) {
        var id = rig.existing();
        var before = observe(rig, id);
        var can = rig.provider().capabilities(id);
        for (Operation operation : everything(rig, id)) {
            if (!can.contains(operation.needs())) {
                var result = execute(rig, operation);
                expect(
                        result.equals(new OperationResult.Unsupported(operation.needs())),
                        operation + " answered " + result);
            }
        }
        var after = observe(rig, id);
        expect(after.power() == before.power() && after.incarnation() == before.incarnation(), "it changed");
    }

    private static List<Operation> everything(Rig rig, InstanceId id) {
        var disk = DiskId.derived("contract");
        var snapshot = SnapshotId.derived("contract");
        return List.of(
                new Operation.Create(FIRST, rig.machine()),
                new Operation.Start(FIRST, id),
                new Operation.Stop(FIRST, id, false),
                new Operation.Stop(FIRST, id, true),
                new Operation.Reboot(FIRST, id, false),
                new Operation.Redeploy(FIRST, id, true),
                new Operation.RepairDisk(FIRST, id, disk, Operation.Repair.ISOLATE, false),
                new Operation.Delete(FIRST, id),
                new Operation.CreateDisk(FIRST, disk, 20, null),
                new Operation.DeleteDisk(FIRST, disk),
                new Operation.AttachDisk(FIRST, id, disk, "/dev/xvdb"),
                new Operation.DetachDisk(FIRST, id, disk),
                new Operation.ResetDisk(FIRST, disk, snapshot),
                new Operation.CreateSnapshot(FIRST, snapshot, disk),
                new Operation.DeleteSnapshot(FIRST, snapshot));
    }

    private void captures(Rig rig) {
        var id = rig.existing();
        for (CaptureKind kind : CaptureKind.values()) {
            var capture = rig.await(rig.provider().capture(id, kind));
            if (!rig.provider().capabilities(id).contains(kind.needs())) {
                expect(capture.equals(new Capture.Unsupported(kind.needs())), kind + " answered " + capture);
            } else if (capture instanceof Capture.Taken taken) {
                boolean picture = taken.bytes().length > 0 && (taken.bytes()[0] & JPEG_MARK) == JPEG_MARK;
                expect(kind == CaptureKind.CONSOLE_OUTPUT || picture, "a screenshot is a JPEG");
            } else {
                expect(false, kind + " of a machine that is on: " + capture);
            }
        }
    }

    private void reset(Rig rig) {
        var id = rig.existing();
        long before = observe(rig, id).incarnation();
        rig.resetInside(id);
        var resets = rig.told().stream()
                .filter(event -> event instanceof ProviderEvent.GuestReset)
                .map(event -> ((ProviderEvent.GuestReset) event).origin().incarnation())
                .toList();
        expect(resets.size() == 1 && resets.getFirst() > before, "after " + before + " was told " + resets);
        expect(observe(rig, id).incarnation() == resets.getFirst(), "what is told is not what is seen");
    }

    private void sequences(Rig rig) {
        var id = rig.existing();
        rig.resetInside(id);
        rig.resetInside(id);
        long incarnation = -1;
        long sequence = -1;
        for (ProviderEvent event : rig.told()) {
            if (event instanceof ProviderEvent.OfMachine of) {
                var origin = of.origin();
                boolean later = origin.incarnation() > incarnation
                        || (origin.incarnation() == incarnation && origin.sequence() > sequence);
                expect(later, "not after " + incarnation + "/" + sequence + ": " + origin);
                incarnation = origin.incarnation();
                sequence = origin.sequence();
            }
        }
        expect(incarnation > 0, "nothing was told");
    }

    private void adopted(Rig rig) {
        var spec = rig.machine();
        var observed = rig.await(rig.provider().adopt(new Adoption(spec, true, 7, Set.of())));
        expect(observed.power() == PowerState.ON && observed.incarnation() >= 7, "found " + observed);
    }

    private void made(Rig rig) {
        var spec = rig.machine();
        var done = done(rig, new Operation.Create(FIRST, spec));
        expect(done.privateIp() != null, "no address");
        expect(observe(rig, spec.id()).power() == PowerState.OFF, "it is not off");
    }

    private void once(Rig rig) {
        var spec = made(rig, FIRST);
        var start = new Operation.Start(SECOND, spec.id());
        var first = rig.provider().execute(start);
        var again = rig.provider().execute(start);
        expect(rig.await(first).equals(rig.await(again)), "asked twice, answered differently");
        expect(execute(rig, start).equals(rig.await(first)), "asked later, answered differently");
        expect(observe(rig, spec.id()).incarnation() == 1, "it started more than once");
    }

    private void incarnations(Rig rig) {
        var spec = made(rig, FIRST);
        long first = done(rig, new Operation.Start(SECOND, spec.id())).incarnation();
        long second = done(rig, new Operation.Reboot(THIRD, spec.id(), false)).incarnation();
        done(rig, new Operation.Stop(new OperationId("contract.4"), spec.id(), false));
        long third = done(rig, new Operation.Start(new OperationId("contract.5"), spec.id()))
                .incarnation();
        expect(first < second && second < third, first + ", " + second + ", " + third);
    }

    private void quiet(Rig rig) {
        incarnations(rig);
        var power = rig.told().stream()
                .filter(event -> event instanceof ProviderEvent.PowerChanged)
                .toList();
        expect(power.isEmpty(), "was told " + power);
    }

    private void deleted(Rig rig) {
        var spec = made(rig, FIRST);
        done(rig, new Operation.Delete(SECOND, spec.id()));
        expect(observe(rig, spec.id()).power() == PowerState.ABSENT, "it is still there");
        done(rig, new Operation.Delete(THIRD, spec.id()));
    }

    private void nothingToStart(Rig rig) {
        var result = execute(rig, new Operation.Start(FIRST, rig.machine().id()));
        expect(result instanceof Failed, "answered " + result);
    }

    private void addresses(Rig rig) {
        var first = rig.machine();
        String address = done(rig, new Operation.Create(FIRST, first)).privateIp();
        done(rig, new Operation.Delete(SECOND, first.id()));
        var second = rig.machine();
        var wanting = new MachineSpec(
                second.id(),
                second.zone(),
                second.type(),
                second.image(),
                second.vSwitch(),
                address,
                second.hostName(),
                second.disks());
        var done = done(rig, new Operation.Create(THIRD, wanting));
        expect(String.valueOf(address).equals(done.privateIp()), "wanted " + address + ", got " + done);
    }

    private void attached(Rig rig) {
        var spec = made(rig, FIRST);
        var disk = disk(rig);
        done(rig, new Operation.AttachDisk(SECOND, spec.id(), disk, "/dev/xvdb"));
        done(rig, new Operation.AttachDisk(THIRD, spec.id(), disk, "/dev/xvdb"));
        expect(observe(rig, spec.id()).disks().contains(disk), "it does not hang there");
    }

    private void oneMachine(Rig rig) {
        var disk = disk(rig);
        var first = made(rig, FIRST);
        var second = made(rig, SECOND);
        done(rig, new Operation.AttachDisk(THIRD, first.id(), disk, "/dev/xvdb"));
        var busy =
                execute(rig, new Operation.AttachDisk(new OperationId("contract.4"), second.id(), disk, "/dev/xvdb"));
        expect(busy instanceof Failed, "answered " + busy);
        expect(!observe(rig, second.id()).disks().contains(disk), "it hangs on both");
    }

    private void detached(Rig rig) {
        var spec = made(rig, FIRST);
        var disk = disk(rig);
        done(rig, new Operation.AttachDisk(SECOND, spec.id(), disk, "/dev/xvdb"));
        done(rig, new Operation.DetachDisk(THIRD, spec.id(), disk));
        done(rig, new Operation.DetachDisk(new OperationId("contract.4"), spec.id(), disk));
        expect(!observe(rig, spec.id()).disks().contains(disk), "it still hangs there");
    }

    private void redeployed(Rig rig) {
        var spec = rig.machine();
        String address = done(rig, new Operation.Create(FIRST, spec)).privateIp();
        var before = done(rig, new Operation.Start(SECOND, spec.id()));
        var redeploy = new Operation.Redeploy(THIRD, spec.id(), true);
        var after = done(rig, redeploy);
        expect(done(rig, redeploy).equals(after), "asked twice, answered differently");
        var host = after.host();
        expect(host != null && !host.equals(before.host()), "from " + before + " to " + after);
        expect(after.incarnation() > before.incarnation(), "it did not come on again");
        expect(String.valueOf(address).equals(after.privateIp()), "had " + address + ", has " + after);
        var seen = observe(rig, spec.id());
        expect(seen.power() == PowerState.ON && Objects.equals(host, seen.host()), "seen as " + seen);
    }

    private void redeployedOff(Rig rig) {
        var spec = made(rig, FIRST);
        var before = observe(rig, spec.id()).host();
        var after = done(rig, new Operation.Redeploy(SECOND, spec.id(), false));
        expect(after.host() != null && !Objects.equals(after.host(), before), "still on " + before);
        expect(observe(rig, spec.id()).power() == PowerState.OFF, "it is on");
    }

    private void isolated(Rig rig) {
        var spec = made(rig, FIRST);
        var disk = disk(rig);
        done(rig, new Operation.AttachDisk(SECOND, spec.id(), disk, "/dev/xvdb"));
        done(rig, new Operation.RepairDisk(THIRD, spec.id(), disk, Operation.Repair.ISOLATE, false));
        var again = new OperationId("contract.4");
        done(rig, new Operation.RepairDisk(again, spec.id(), disk, Operation.Repair.ISOLATE, false));
        expect(!observe(rig, spec.id()).disks().contains(disk), "it still hangs there");
    }

    private void repaired(Rig rig) {
        var spec = made(rig, FIRST);
        var disk = disk(rig);
        done(rig, new Operation.AttachDisk(SECOND, spec.id(), disk, "/dev/xvdb"));
        long before = done(rig, new Operation.Start(new OperationId("contract.4"), spec.id()))
                .incarnation();
        var after = done(rig, new Operation.RepairDisk(THIRD, spec.id(), disk, Operation.Repair.REINIT, true));
        expect(after.incarnation() > before, "no reboot: " + after);
        expect(observe(rig, spec.id()).disks().contains(disk), "it hangs there no more");
    }

    private static DiskId disk(Rig rig) {
        var disk = DiskId.derived("contract");
        done(rig, new Operation.CreateDisk(new OperationId("contract.disk"), disk, 20, null));
        return disk;
    }

    private static MachineSpec made(Rig rig, OperationId operation) {
        var spec = rig.machine();
        done(rig, new Operation.Create(operation, spec));
        return spec;
    }

    private static Observed observe(Rig rig, InstanceId machine) {
        return rig.await(rig.provider().observe(machine));
    }

    private static OperationResult execute(Rig rig, Operation operation) {
        return rig.await(rig.provider().execute(operation));
    }

    private static Done done(Rig rig, Operation operation) {
        var result = execute(rig, operation);
        if (result instanceof Done done) {
            return done;
        }
        throw new AssertionError(operation + " answered " + result);
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
