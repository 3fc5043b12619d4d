package io.opsbus.instance.control;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.control.dispatch.Gate;
import io.opsbus.instance.disk.AttachTarget;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskIdentity;
import io.opsbus.instance.disk.DiskLabels;
import io.opsbus.instance.disk.DiskRequest;
import io.opsbus.instance.disk.DiskRequests;
import io.opsbus.instance.disk.NewDisk;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.Disks;
import io.opsbus.instance.query.Instances;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where disks are asked for. Every call blocks and may be made on a virtual thread. */
public final class DiskDesk {
    private static final int LOCKS = 64;

    private final DiskChanges changes;
    private final Disks disks;
    private final Instances instances;
    private final SnapshotDesk snapshots;
    private final Gate gate;
    /** So that two disks never take the same device of one instance. */
    private final ReentrantLock[] devices =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    DiskDesk(DiskChanges changes, Disks disks, Instances instances, SnapshotDesk snapshots, Gate gate) {
        this.gate = gate;
        this.changes = changes;
        this.disks = disks;
        this.instances = instances;
        this.snapshots = snapshots;
    }

    /**
     * Makes a disk.
     *
     * @param to the instance it goes to when it is there; null leaves it free
     */
    public Answer<Done> create(
            DiskIdentity identity,
            DiskMedium medium,
            DiskLabels labels,
            @Nullable InstanceId to,
            ChangeKey key,
            Instant now) {
        if (to == null) {
            var order = new NewDisk(identity, medium, labels, null);
            return make(order, key, now);
        }
        return at(identity.account(), to, target -> {
            var order = new NewDisk(identity, medium, labels, target);
            return make(order, key, now);
        });
    }

    private Answer<Done> make(NewDisk order, ChangeKey key, Instant now) {
        var id = order.identity().id();
        return gate.through(() -> Answer.of(changes.change(id, key, there -> DiskRequests.create(there, order, now))));
    }

    /** Hangs a disk on an instance, at its first free device. How it ends is told by an event. */
    public Answer<Done> attach(
            AccountId account,
            DiskId disk,
            InstanceId instance,
            boolean deleteWithInstance,
            ChangeKey key,
            Instant now) {
        return at(
                account,
                instance,
                target -> ask(account, disk, new DiskRequest.Attach(target, deleteWithInstance), key, now));
    }

    /** Takes a disk off an instance. How it ends is told by an event. */
    public Answer<Done> detach(AccountId account, DiskId disk, InstanceId instance, ChangeKey key, Instant now) {
        return at(account, instance, target -> ask(account, disk, new DiskRequest.Detach(target), key, now));
    }

    private Answer<Done> at(AccountId account, InstanceId id, Function<AttachTarget, Answer<Done>> then) {
        var lock = devices[Math.floorMod(id.hashCode(), LOCKS)];
        lock.lock();
        try {
            var found = instances.find(account, id).filter(Instance::visible);
            if (found.isEmpty()) {
                return new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.INSTANCE, id.text()));
            }
            var taken = changes.at(found.get()).stream()
                    .flatMap(disk -> disk.state().attachment().stream())
                    .map(attachment -> attachment.device())
                    .collect(Collectors.toSet());
            return then.apply(new AttachTarget(found.get(), taken));
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of a free disk, unless a snapshot of it is being made. */
    public Answer<Done> delete(AccountId account, DiskId id, ChangeKey key, Instant now) {
        var found = disks.find(account, id);
        if (found.isPresent() && snapshots.beingMadeOf(found.get())) {
            return new Answer.No<>(new FleetRefusal.DiskCreatingSnapshot(id));
        }
        return ask(account, id, new DiskRequest.Delete(), key, now);
    }

    /** Puts a disk back to one of its snapshots; its instance must be stopped. */
    public Answer<Done> reset(AccountId account, DiskId id, SnapshotId to, ChangeKey key, Instant now) {
        var no = snapshots.whyNotResetTo(account, id, to);
        if (no.isPresent()) {
            return new Answer.No<>(no.get());
        }
        InstanceStatus status = disks.find(account, id)
                .flatMap(disk -> disk.state().attachment())
                .flatMap(at -> instances.find(account, at.instance()))
                .map(Instance::status)
                .orElse(null);
        return ask(account, id, new DiskRequest.Reset(to, status), key, now);
    }

    Answer<Done> ask(AccountId account, DiskId id, DiskRequest request, ChangeKey key, Instant now) {
        return gate.through(
                () -> Answer.of(changes.change(id, key, disk -> DiskRequests.decide(disk, account, id, request, now))));
    }

    /** The disk if it is the account's. */
    public Optional<Disk> find(AccountId account, DiskId id) {
        return disks.find(account, id).filter(Disk::visible);
    }

    /** Those lists show, newest first. */
    public Page<Disk> list(Scope scope, DiskFilter filter, Paging paging) {
        return disks.list(scope, filter, paging);
    }

    /** Takes a timer of the ledger of disks. */
    public void fire(Timer.Due due) {
        changes.alarm(due);
    }
}
