package io.opsbus.instance.control;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.Attachment;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.disk.DiskIdentity;
import io.opsbus.instance.disk.DiskLabels;
import io.opsbus.instance.disk.DiskOperation;
import io.opsbus.instance.disk.DiskRequest;
import io.opsbus.instance.disk.DiskRequests;
import io.opsbus.instance.disk.DiskResults;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.disk.DiskWatch;
import io.opsbus.instance.disk.NewDisk;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.query.Disks;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.List;

/** Every change of a disk: to the ledger, and once it is committed on to the provider. */
public final class DiskChanges {
    /** More than any instance has. */
    private static final Paging ALL_OF_ONE = Paging.first(100);

    /** More than an account leaves lying about. */
    private static final Paging MANY = Paging.first(1_000);

    private final Ledger<DiskId, Disk, DiskFact> ledger;
    private final Disks disks;
    private final Engine engine;

    /** Changes in this ledger. */
    public DiskChanges(Ledger<DiskId, Disk, DiskFact> ledger, Disks disks, Engine engine) {
        this.ledger = ledger;
        this.disks = disks;
        this.engine = engine;
    }

    Decision<Disk, Done, DiskFact> change(DiskId id, ChangeKey key, Ledger.Decide<Disk, Done, DiskFact> decide) {
        var ofThisOne = new ChangeKey(ChangeKey.Scope.ENTITY, key.value());
        var decision = ledger.change(id, ofThisOne, ReplyCodec.done(), decide);
        if (decision instanceof Decision.Accepted<Disk, Done, DiskFact> yes
                && yes.state() != null
                && !yes.facts().isEmpty()) {
            pursue(yes.state());
        }
        return decision;
    }

    /** Asks the provider for what the state waits for, if it waits. Asking again is safe. */
    void pursue(Disk disk) {
        DiskOperation.of(disk)
                .ifPresent(operation -> engine.dispatcher()
                        .ask(
                                disk.identity().provider(),
                                disk.id().text(),
                                operation,
                                result -> took(disk.id(), operation, result)));
    }

    private void took(DiskId id, Operation operation, OperationResult result) {
        var now = engine.clock().instant();
        var key = new ChangeKey(ChangeKey.Scope.ENTITY, "result:" + operation.id());
        var ignored = change(id, key, disk -> DiskResults.decide(disk, id, operation.id(), result, now));
    }

    void alarm(Timer.Due due) {
        var now = engine.clock().instant();
        var id = new DiskId(due.payload());
        if (change(id, ChangeKey.ofTimer(due), disk -> DiskWatch.rung(disk, id, now))
                        instanceof Decision.Accepted<Disk, Done, DiskFact> yes
                && yes.state() != null) {
            pursue(yes.state());
        }
    }

    /** Those that hang on an instance, or are on their way there or off it. */
    List<Disk> at(Instance instance) {
        var identity = instance.identity();
        var scope = new Scope(identity.account(), identity.region());
        return disks.list(scope, DiskFilter.of(new DiskFilter.At(identity.id())), ALL_OF_ONE)
                .items();
    }

    /** Stores the disks the provider made together with the instance; done again it changes nothing. */
    void madeWith(Instance instance, List<DiskPlan> plans, Instant now) {
        var key = ChangeKey.once("made with its instance");
        for (DiskPlan plan : plans) {
            var at = new Attachment(instance.id(), plan.device());
            var order = order(instance, plan, now);
            var ignored = change(plan.id(), key, there -> DiskRequests.madeWithInstance(there, order, at, now));
        }
    }

    private static NewDisk order(Instance instance, DiskPlan plan, Instant now) {
        var of = instance.identity();
        var identity = new DiskIdentity(
                plan.id(),
                of.account(),
                of.region(),
                of.zone(),
                instance.machine().provider(),
                now);
        var labels = new DiskLabels(
                plan.name(),
                plan.description(),
                instance.labels().resourceGroup(),
                plan.deleteWithInstance(),
                null,
                Tags.NONE);
        return new NewDisk(identity, plan.medium(), labels, null);
    }

    /** What an operation on the machine did to its disks (guide 3.2): done again it changes nothing. */
    void followed(Instance instance, Operation operation) {
        switch (operation) {
            case Operation.Redeploy redeploy ->
                at(instance).stream()
                        .filter(disk -> disk.medium().onItsHost())
                        .forEach(disk ->
                                ask(disk.id(), instance, new DiskRequest.Emptied(instance.id()), redeploy.id()));
            case Operation.RepairDisk repair -> {
                var request = repair.repair() == Operation.Repair.ISOLATE
                        ? new DiskRequest.Isolated(instance.id())
                        : new DiskRequest.Emptied(instance.id());
                ask(repair.disk(), instance, request, repair.id());
            }
            default -> {
                // leaves disks alone, or is told of elsewhere
            }
        }
    }

    /** Lets go of what was taken off an instance as broken; done again it changes nothing. */
    void cleaned(Instance instance, SystemEventId event, Instant now) {
        var identity = instance.identity();
        var scope = new Scope(identity.account(), identity.region());
        var free = DiskFilter.of(new DiskFilter.InStatus(DiskStatus.AVAILABLE), new DiskFilter.Portable(false));
        var key = ChangeKey.once("cleaned: " + event);
        disks.list(scope, free, MANY).items().stream()
                .filter(disk -> identity.id().equals(disk.labels().inactiveFrom()))
                .forEach(disk -> {
                    var ignored = change(
                            disk.id(),
                            key,
                            state -> DiskRequests.decide(
                                    state, identity.account(), disk.id(), new DiskRequest.Delete(), now));
                });
    }

    private void ask(DiskId disk, Instance instance, DiskRequest request, OperationId operation) {
        var now = engine.clock().instant();
        var key = ChangeKey.once("followed: " + operation);
        AccountId account = instance.identity().account();
        var ignored = change(disk, key, state -> DiskRequests.decide(state, account, disk, request, now));
    }

    /** Takes the disks of an instance that is gone along, or sets them free. */
    void instanceGone(Instance instance, Instant now) {
        AccountId account = instance.identity().account();
        var key = ChangeKey.once("gone: " + instance.id() + "." + instance.revision());
        for (Disk disk : at(instance)) {
            var request = new DiskRequest.InstanceGone(instance.id());
            var ignored = change(disk.id(), key, state -> DiskRequests.decide(state, account, disk.id(), request, now));
        }
    }
}
