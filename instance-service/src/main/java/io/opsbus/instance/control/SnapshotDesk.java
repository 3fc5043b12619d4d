package io.opsbus.instance.control;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.disk.Attachment;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.instance.query.Disks;
import io.opsbus.instance.query.SnapshotFilter;
import io.opsbus.instance.query.Snapshots;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotAlarm;
import io.opsbus.instance.snapshot.SnapshotChanges;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.instance.snapshot.SnapshotIdentity;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.instance.snapshot.SnapshotRequest;
import io.opsbus.instance.snapshot.SnapshotSource;
import io.opsbus.instance.snapshot.SnapshotState.Accomplished;
import io.opsbus.instance.snapshot.SnapshotState.Deleting;
import io.opsbus.instance.snapshot.SnapshotState.Failed;
import io.opsbus.instance.snapshot.SnapshotState.Progressing;
import io.opsbus.instance.snapshot.SnapshotStatus;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where snapshots are asked for, and every change of one. Every call blocks and may be made on a virtual thread. */
public final class SnapshotDesk {
    private static final Paging ONE = Paging.first(1);

    private final Ledger<SnapshotId, Snapshot, SnapshotFact> ledger;
    private final Snapshots snapshots;
    private final Disks disks;
    private final Engine engine;

    /** Changes in this ledger. */
    public SnapshotDesk(
            Ledger<SnapshotId, Snapshot, SnapshotFact> ledger, Snapshots snapshots, Disks disks, Engine engine) {
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.disks = disks;
        this.engine = engine;
    }

    /** Begins a snapshot of a disk that is in use or free; one at a time. How it ends is told by an event. */
    public Answer<Done> create(
            AccountId account, SnapshotId id, DiskId of, SnapshotLabels labels, ChangeKey key, Instant now) {
        Disk disk = disks.find(account, of).orElse(null);
        var no = whyNotOf(disk, of, id);
        if (no.isPresent() || disk == null) {
            return new Answer.No<>(no.orElseThrow());
        }
        var identity = new SnapshotIdentity(
                id, account, disk.identity().region(), disk.identity().provider(), now);
        var source = new SnapshotSource(
                of,
                disk.medium().kind(),
                disk.medium().sizeGiB(),
                disk.state().attachment().map(Attachment::instance).orElse(null));
        return engine.gate()
                .through(() -> Answer.of(
                        change(id, key, there -> SnapshotChanges.create(there, identity, source, labels, now))));
    }

    private Optional<FleetRefusal> whyNotOf(@Nullable Disk disk, DiskId of, SnapshotId id) {
        if (disk == null || !disk.visible()) {
            return Optional.of(new FleetRefusal.NotFound(ResourceKind.DISK, of.text()));
        }
        if (disk.status() != DiskStatus.IN_USE && disk.status() != DiskStatus.AVAILABLE) {
            return Optional.of(
                    new FleetRefusal.IncorrectDiskStatus(of, disk.status().word()));
        }
        if (disk.wasNeverAttached()) {
            return Optional.of(new FleetRefusal.DiskNeverAttached(of));
        }
        boolean another = list(scope(disk), beingMade(disk), ONE).items().stream()
                .anyMatch(one -> !one.id().equals(id));
        return another ? Optional.of(new FleetRefusal.DiskCreatingSnapshot(of)) : Optional.empty();
    }

    boolean beingMadeOf(Disk disk) {
        return list(scope(disk), beingMade(disk), ONE).total() > 0;
    }

    private static Scope scope(Disk disk) {
        return new Scope(disk.identity().account(), disk.identity().region());
    }

    private static SnapshotFilter beingMade(Disk disk) {
        return SnapshotFilter.of(
                new SnapshotFilter.OfDisk(disk.id()), new SnapshotFilter.InStatus(SnapshotStatus.PROGRESSING));
    }

    Optional<FleetRefusal> whyNotResetTo(AccountId account, DiskId disk, SnapshotId id) {
        var found = find(account, id);
        if (found.isEmpty()) {
            return Optional.of(new FleetRefusal.NotFound(ResourceKind.SNAPSHOT, id.text()));
        }
        if (!found.get().source().disk().equals(disk)) {
            return Optional.of(new FleetRefusal.SnapshotOfAnotherDisk(id, disk));
        }
        return found.get().status() == SnapshotStatus.ACCOMPLISHED
                ? Optional.empty()
                : Optional.of(new FleetRefusal.SnapshotNotReady(id));
    }

    /** Lets go of a snapshot that has ended. */
    public Answer<Done> delete(AccountId account, SnapshotId id, ChangeKey key, Instant now) {
        return ask(account, id, new SnapshotRequest.Delete(), key, now);
    }

    Answer<Done> ask(AccountId account, SnapshotId id, SnapshotRequest request, ChangeKey key, Instant now) {
        return engine.gate()
                .through(() -> Answer.of(
                        change(id, key, snapshot -> SnapshotChanges.decide(snapshot, account, id, request, now))));
    }

    /** The snapshot if it is the account's. */
    public Optional<Snapshot> find(AccountId account, SnapshotId id) {
        return snapshots.find(account, id).filter(Snapshot::visible);
    }

    /** Those lists show, newest first. */
    public Page<Snapshot> list(Scope scope, SnapshotFilter filter, Paging paging) {
        return snapshots.list(scope, filter, paging);
    }

    /** Takes a timer of the ledger of snapshots. */
    public void fire(Timer.Due due) {
        var now = engine.clock().instant();
        var rung = SnapshotAlarm.read(due.payload());
        var ignored = change(rung.id(), ChangeKey.ofTimer(due), snapshot -> SnapshotChanges.alarm(snapshot, rung, now));
    }

    void progress(ProviderEvent.SnapshotProgress progress) {
        var key = ChangeKey.once("progress/" + progress.percent());
        var id = progress.snapshot();
        var ignored = change(id, key, snapshot -> SnapshotChanges.progress(snapshot, id, progress.percent()));
    }

    private Decision<Snapshot, Done, SnapshotFact> change(
            SnapshotId id, ChangeKey key, Ledger.Decide<Snapshot, Done, SnapshotFact> decide) {
        var ofThisOne = new ChangeKey(ChangeKey.Scope.ENTITY, key.value());
        var decision = ledger.change(id, ofThisOne, ReplyCodec.done(), decide);
        if (decision instanceof Decision.Accepted<Snapshot, Done, SnapshotFact> yes && yes.state() != null) {
            pursue(yes.state());
        }
        return decision;
    }

    /** Asks the provider for what the state waits for, if it waits. Asking again is safe. */
    void pursue(Snapshot snapshot) {
        operation(snapshot)
                .ifPresent(operation -> engine.dispatcher()
                        .ask(
                                snapshot.identity().provider(),
                                snapshot.id().text(),
                                operation,
                                result -> took(snapshot.id(), operation, result)));
    }

    private static Optional<Operation> operation(Snapshot snapshot) {
        return switch (snapshot.state()) {
            case Progressing progressing ->
                Optional.of(new Operation.CreateSnapshot(
                        progressing.operation(),
                        snapshot.id(),
                        snapshot.source().disk()));
            case Deleting deleting -> Optional.of(new Operation.DeleteSnapshot(deleting.operation(), snapshot.id()));
            case Accomplished _, Failed _ -> Optional.empty();
        };
    }

    private void took(SnapshotId id, Operation operation, OperationResult result) {
        var now = engine.clock().instant();
        var key = new ChangeKey(ChangeKey.Scope.ENTITY, "result:" + operation.id());
        var ignored = change(id, key, snapshot -> SnapshotChanges.result(snapshot, id, operation.id(), result, now));
    }
}
