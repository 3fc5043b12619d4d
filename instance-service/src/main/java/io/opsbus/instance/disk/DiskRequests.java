package io.opsbus.instance.disk;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.DiskState.Available;
import io.opsbus.instance.disk.DiskState.Creating;
import io.opsbus.instance.disk.DiskState.Deleting;
import io.opsbus.instance.disk.DiskState.InUse;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Decides what is asked of a disk. */
public final class DiskRequests {
    private DiskRequests() {}

    /** Makes a disk by itself. */
    public static Decision<Disk, Done, DiskFact> create(@Nullable Disk there, NewDisk order, Instant now) {
        var id = order.identity().id();
        if (there != null) {
            return Decision.refused(new FleetRefusal.AlreadyThere(ResourceKind.DISK, id.text()));
        }
        if (!order.labels().tags().fit()) {
            return Decision.refused(new FleetRefusal.TooManyTags(ResourceKind.DISK, id.text()));
        }
        var to = order.to();
        var no = to == null ? Optional.<FleetRefusal>empty() : place(order.identity(), to);
        if (no.isPresent()) {
            return Decision.refused(no.get());
        }
        var then = to == null ? null : new Attachment(to.instance().id(), to.freeDevice());
        var creating = new Creating(OperationId.of(id.text(), 1), now, then);
        return DiskStep.begin(new Disk(order.identity(), creating, order.medium(), order.labels(), 1), now)
                .done();
    }

    /** Stores a disk the provider made together with its instance. */
    public static Decision<Disk, Done, DiskFact> madeWithInstance(
            @Nullable Disk there, NewDisk order, Attachment at, Instant now) {
        if (there != null) {
            return Decision.refused(new FleetRefusal.AlreadyThere(
                    ResourceKind.DISK, order.identity().id().text()));
        }
        var disk = new Disk(order.identity(), new InUse(at, now), order.medium(), order.labels(), 1);
        return DiskStep.begin(disk, now).done();
    }

    /**
     * Decides one request.
     *
     * @param disk as it is stored, whoever owns it; null if there is none
     * @param account who asks: another account's disk is not found
     */
    public static Decision<Disk, Done, DiskFact> decide(
            @Nullable Disk disk, AccountId account, DiskId id, DiskRequest request, Instant now) {
        if (disk == null || !disk.ownedBy(account) || disk.state() instanceof Deleting) {
            return Decision.refused(new FleetRefusal.NotFound(ResourceKind.DISK, id.text()));
        }
        return switch (request) {
            case DiskRequest.Attach attach -> attach(disk, attach, now);
            case DiskRequest.Detach detach -> detach(disk, detach.from(), now);
            case DiskRequest.Delete _ -> delete(disk, now);
            case DiskRequest.Reset reset -> reset(disk, reset, now);
            case DiskRequest.Tag(Tags tags) -> tagged(disk, disk.labels().tags().with(tags), now);
            case DiskRequest.Untag untag -> tagged(disk, disk.labels().tags().without(untag.keys()), now);
            case DiskRequest.UntagAll _ -> tagged(disk, Tags.NONE, now);
            case DiskRequest.Isolated(InstanceId from) ->
                hanging(
                        disk,
                        from,
                        (step, _) -> step.to(new Available()).set(labels -> labels.isolated(from, now)),
                        now);
            case DiskRequest.Emptied(InstanceId at) ->
                hanging(disk, at, (step, inUse) -> step.to(new InUse(inUse.at(), now)), now);
            case DiskRequest.InstanceGone(InstanceId gone) -> instanceGone(disk, gone, now);
        };
    }

    private static Decision<Disk, Done, DiskFact> attach(Disk disk, DiskRequest.Attach request, Instant now) {
        var to = request.to();
        if (!disk.portable()) {
            return Decision.refused(new FleetRefusal.DiskNotPortable(disk.id()));
        }
        if (!(disk.state() instanceof Available available)) {
            return wrongStatus(disk);
        }
        var no = place(disk.identity(), to);
        if (no.isPresent()) {
            return Decision.refused(no.get());
        }
        var step = DiskStep.from(disk, now);
        var attachment = new Attachment(to.instance().id(), to.freeDevice());
        return step.to(available.attach(step.operation(), now, attachment))
                .set(labels -> labels.withDeleteWithInstance(request.deleteWithInstance()))
                .done();
    }

    /** Why a disk cannot come onto that instance. */
    private static Optional<FleetRefusal> place(DiskIdentity disk, AttachTarget to) {
        var instance = to.instance();
        if (!to.ready()) {
            return Optional.of(new FleetRefusal.IncorrectInstanceStatus(
                    instance.id(), instance.status().word()));
        }
        if (to.lockedForSecurity()) {
            return Optional.of(new FleetRefusal.LockedForSecurity(instance.id()));
        }
        if (!instance.identity().zone().equals(disk.zone())
                || !instance.machine().provider().equals(disk.provider())) {
            return Optional.of(new FleetRefusal.NotInSameZone(disk.id(), instance.id()));
        }
        return to.full() ? Optional.of(new FleetRefusal.DiskLimitExceeded(instance.id())) : Optional.empty();
    }

    private static Decision<Disk, Done, DiskFact> detach(Disk disk, AttachTarget from, Instant now) {
        var instance = from.instance();
        if (!disk.at(instance.id())) {
            return Decision.refused(new FleetRefusal.DiskNotAttachedThere(disk.id(), instance.id()));
        }
        if (!disk.portable()) {
            return Decision.refused(new FleetRefusal.DiskNotPortable(disk.id()));
        }
        if (!(disk.state() instanceof InUse inUse)) {
            return wrongStatus(disk);
        }
        if (!from.ready()) {
            return Decision.refused(new FleetRefusal.IncorrectInstanceStatus(
                    instance.id(), instance.status().word()));
        }
        if (from.lockedForSecurity()) {
            return Decision.refused(new FleetRefusal.LockedForSecurity(instance.id()));
        }
        var step = DiskStep.from(disk, now);
        return step.to(inUse.detach(step.operation(), now)).done();
    }

    private static Decision<Disk, Done, DiskFact> delete(Disk disk, Instant now) {
        if (!(disk.state() instanceof Available available)) {
            return wrongStatus(disk);
        }
        var step = DiskStep.from(disk, now);
        return step.to(available.delete(step.operation(), now)).done();
    }

    private static Decision<Disk, Done, DiskFact> reset(Disk disk, DiskRequest.Reset request, Instant now) {
        var step = DiskStep.from(disk, now);
        if (disk.state() instanceof Available available) {
            return step.to(available.reset(step.operation(), now, request.to())).done();
        }
        if (!(disk.state() instanceof InUse inUse)) {
            return wrongStatus(disk);
        }
        var instance = request.instance();
        if (instance != InstanceStatus.STOPPED) {
            return Decision.refused(new FleetRefusal.IncorrectInstanceStatus(
                    inUse.at().instance(), instance == null ? "unknown" : instance.word()));
        }
        return step.to(inUse.reset(step.operation(), now, request.to())).done();
    }

    /** What was done to a disk at its machine; one on its way there or off it is not concerned. */
    private static Decision<Disk, Done, DiskFact> hanging(
            Disk disk, InstanceId at, BiFunction<DiskStep, InUse, DiskStep> then, Instant now) {
        return disk.at(at) && disk.state() instanceof InUse inUse
                ? then.apply(DiskStep.from(disk, now), inUse).done()
                : Decision.refused(new FleetRefusal.Overtaken(disk.id().text(), "does not hang there"));
    }

    private static Decision<Disk, Done, DiskFact> tagged(Disk disk, Tags tags, Instant now) {
        return tags.fit()
                ? DiskStep.from(disk, now).set(labels -> labels.withTags(tags)).done()
                : Decision.refused(new FleetRefusal.TooManyTags(
                        ResourceKind.DISK, disk.id().text()));
    }

    /** The machine is gone, and nothing hangs on it: the disk goes along or is free. */
    private static Decision<Disk, Done, DiskFact> instanceGone(Disk disk, InstanceId gone, Instant now) {
        if (!disk.at(gone)) {
            return Decision.refused(new FleetRefusal.Overtaken(disk.id().text(), "does not hang there"));
        }
        var step = DiskStep.from(disk, now);
        var free = new Available();
        return disk.labels().deleteWithInstance() || !disk.portable()
                ? step.to(free.delete(step.operation(), now)).done()
                : step.to(free).set(labels -> labels.detached(now)).done();
    }

    private static Decision<Disk, Done, DiskFact> wrongStatus(Disk disk) {
        return Decision.refused(
                new FleetRefusal.IncorrectDiskStatus(disk.id(), disk.status().word()));
    }
}
