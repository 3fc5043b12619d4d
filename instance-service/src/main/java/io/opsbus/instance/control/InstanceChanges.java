package io.opsbus.instance.control;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.lifecycle.Alarm;
import io.opsbus.instance.lifecycle.Alarms;
import io.opsbus.instance.lifecycle.Creation;
import io.opsbus.instance.lifecycle.Duties;
import io.opsbus.instance.lifecycle.MachineNews;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.lifecycle.PendingOperation;
import io.opsbus.instance.lifecycle.ProviderPolicy;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.provider.Observed;
import io.opsbus.instance.provider.Operation;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;

/** Every change of an instance: to the ledger, and once it is committed on to the provider. */
public final class InstanceChanges {
    private static final ReplyCodec<StatusChange> REPLIES = ReplyCodec.of(StatusChange::text, StatusChange::read);

    private final Ledger<InstanceId, Instance, InstanceFact> ledger;
    private final DiskChanges disks;
    private final Engine engine;

    /** Changes in this ledger; disks come and go with their instances. */
    public InstanceChanges(Ledger<InstanceId, Instance, InstanceFact> ledger, DiskChanges disks, Engine engine) {
        this.ledger = ledger;
        this.disks = disks;
        this.engine = engine;
    }

    Decision<Instance, StatusChange, InstanceFact> create(NewInstance order, ChangeKey key, Instant now) {
        return change(order.identity().id(), key, there -> Creation.decide(there, order, now));
    }

    Decision<Instance, StatusChange, InstanceFact> change(
            InstanceId id, ChangeKey key, Ledger.Decide<Instance, StatusChange, InstanceFact> decide) {
        // one request may concern several instances: its key counts for each
        var ofThisOne = new ChangeKey(ChangeKey.Scope.ENTITY, key.value());
        var decision = ledger.change(id, ofThisOne, REPLIES, decide);
        // a change heard again has no facts: what followed from it was asked for the first time, or is at the next
        // start
        if (decision instanceof Decision.Accepted<Instance, StatusChange, InstanceFact> yes
                && yes.state() != null
                && !yes.facts().isEmpty()) {
            pursue(yes.state());
        }
        return decision;
    }

    /** Disks first: if the process ends in between, the order is heard again and both are done again. */
    void clean(Instance instance, Duties.Order order, Instant now) {
        disks.cleaned(instance, order.event(), now);
    }

    /** Asks the provider for what the state waits for, if it waits. Asking again is safe. */
    void pursue(Instance instance) {
        PendingOperation.of(instance, engine.catalog())
                .ifPresent(operation -> engine.dispatcher()
                        .ask(
                                instance.machine().provider(),
                                instance.id().text(),
                                operation,
                                result -> took(instance, operation, result)));
    }

    /** Disks first: if the process ends in between, the operation is asked for again and both are done again. */
    private void took(Instance instance, Operation operation, OperationResult result) {
        var now = engine.clock().instant();
        boolean done = result instanceof OperationResult.Done;
        if (done && instance.state() instanceof Pending pending) {
            disks.madeWith(instance, pending.disks(), now);
        }
        if (done) {
            disks.followed(instance, operation);
        }
        if (operation instanceof Operation.Delete && !(result instanceof OperationResult.Failed)) {
            disks.instanceGone(instance, now);
        }
        var id = instance.id();
        var key = new ChangeKey(ChangeKey.Scope.ENTITY, "result:" + operation.id());
        var ignored = change(id, key, state -> ProviderPolicy.result(state, id, operation.id(), result, now));
    }

    void event(ProviderEvent.OfMachine event) {
        var now = engine.clock().instant();
        var origin = event.origin();
        var key = new ChangeKey(
                ChangeKey.Scope.ENTITY,
                "event:" + origin.provider() + "/" + origin.incarnation() + "/" + origin.sequence());
        var ignored = change(origin.machine(), key, state -> MachineNews.event(state, event, now));
    }

    void observed(Observed observed) {
        var now = engine.clock().instant();
        var key = ChangeKey.once("observed/" + now + "/" + observed.incarnation() + "/" + observed.sequence());
        var ignored = change(observed.machine(), key, state -> MachineNews.observed(state, observed, now));
    }

    void alarm(Alarm.Rung rung, ChangeKey key) {
        var now = engine.clock().instant();
        var decision = change(rung.id(), key, state -> Alarms.decide(state, rung, now));
        if ((rung.alarm() == Alarm.WATCHDOG || rung.alarm() == Alarm.DUTY)
                && decision instanceof Decision.Accepted<Instance, StatusChange, InstanceFact> yes
                && yes.state() != null) {
            pursue(yes.state());
        }
    }
}
