package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FactId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.fleet.Duty;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.Deed;
import io.opsbus.instance.fleet.InstanceFact.EventStatus;
import io.opsbus.instance.fleet.InstanceFact.Mishap;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Transitional;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One accepted change of an instance while it is put together: states, facts and timers in their order. */
final class Step {
    private final InstanceStatus previous;
    private final boolean watched;
    private final Instant now;
    private final List<InstanceFact> facts = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private Instance instance;
    private Deed deed = Deed.NONE;
    private @Nullable String failure;

    private Step(Instance before, Instant now) {
        this.previous = before.status();
        this.watched = before.state() instanceof Transitional;
        this.instance = before.atRevision(before.revision() + 1);
        this.now = now;
    }

    static Step from(Instance before, Instant now) {
        return new Step(before, now);
    }

    /** An instance that was not there before; its revision is 1. */
    static Step begin(Instance fresh, Instant now) {
        var step = new Step(fresh.atRevision(0), now);
        step.facts.add(new InstanceFact.StateChanged(step.factId(), fresh.identity(), fresh.status(), now, Deed.NONE));
        step.watch();
        return step;
    }

    /** What the provider is asked for by this change. */
    OperationId operation() {
        return OperationId.of(instance.id().text(), instance.revision());
    }

    /** Its user asked for what follows, through the API. */
    Step byUser(Deed what) {
        deed = what;
        return set(one -> one.with(one.machine().moved(now)));
    }

    /** An operation could not be done. */
    Step failed(String reason) {
        failure = reason;
        return this;
    }

    /** Goes on to this state; its status is told if it is another one. */
    Step to(InstanceState next) {
        boolean told = next.status() != instance.status();
        instance = instance.with(next);
        if (told) {
            facts.add(new InstanceFact.StateChanged(factId(), instance.identity(), next.status(), now, deed));
        }
        return this;
    }

    /** Changes anything but the state. */
    Step set(UnaryOperator<Instance> change) {
        instance = change.apply(instance);
        return this;
    }

    Step timer(Timer timer) {
        timers.add(timer);
        return this;
    }

    Step preemptionNoticed() {
        facts.add(new InstanceFact.PreemptionNoticed(factId(), instance.identity(), now));
        return this;
    }

    Step broke(Mishap what, long incarnation, Instant since) {
        facts.add(new InstanceFact.Broke(factId(), instance.identity(), what, incarnation, since, now));
        return this;
    }

    /** A system event hears the end of what it asked for; its fact id is the event's, so that it hears it once. */
    Step carriedOut(SystemEventId event, Duty.Outcome outcome, Instant at) {
        facts.add(carriedOut(instance.id(), event, outcome, at));
        return this;
    }

    static InstanceFact carriedOut(InstanceId id, SystemEventId event, Duty.Outcome outcome, Instant at) {
        return new InstanceFact.CarriedOut(new FactId(event + ".carried-out"), id, event, outcome, at);
    }

    /** A duty under way is over when no operation is. */
    private void settle() {
        Duty duty = instance.machine().duty();
        if (duty != null && duty.begun() && duty.operation() == null && !(instance.state() instanceof Transitional)) {
            instance = instance.with(instance.machine().with(null));
            carriedOut(duty.event(), failure == null ? new Duty.Outcome.Done() : new Duty.Outcome.Failed(failure), now);
        }
    }

    Step creationFailure(CreationFailed failed, EventStatus status) {
        facts.add(new InstanceFact.CreationFailure(
                factId(), instance.identity(), failed.eventId(), status, failed.at(), now));
        return this;
    }

    /** Done: the instance is stored and recorded as it is now. */
    Decision<Instance, StatusChange, InstanceFact> done() {
        if (instance.state() instanceof Transitional) {
            watch();
        } else if (watched) {
            timers.add(Alarm.WATCHDOG.cancel(instance.id()));
        }
        settle();
        facts.add(new InstanceFact.Recorded(factId(), instance));
        return new Decision.Accepted<>(instance, change(instance.status()), facts, timers);
    }

    /** Done, and the instance is gone. */
    Decision<Instance, StatusChange, InstanceFact> gone() {
        if (watched) {
            timers.add(Alarm.WATCHDOG.cancel(instance.id()));
        }
        if (instance.terms().autoReleaseAt() != null || instance.terms().spot().releaseAt() != null) {
            timers.add(Alarm.RELEASE.cancel(instance.id()));
        }
        Duty duty = instance.machine().duty();
        if (duty != null) {
            timers.add(Alarm.DUTY.cancel(instance.id()));
            boolean wanted = duty.work() == Duty.Work.DELETE;
            carriedOut(
                    duty.event(),
                    wanted ? new Duty.Outcome.Done() : new Duty.Outcome.Failed("the instance was released meanwhile"),
                    now);
        }
        facts.add(new InstanceFact.StateChanged(
                factId(), instance.identity(), InstanceStatus.DELETED, now, Deed.RELEASE));
        facts.add(new InstanceFact.Forgotten(factId(), instance.identity()));
        return new Decision.Accepted<>(null, change(InstanceStatus.DELETED), facts, timers);
    }

    private void watch() {
        var timer = Alarm.WATCHDOG.at(instance.id(), now.plus(Alarm.ASK_AGAIN));
        if (!timers.contains(timer)) {
            timers.add(timer);
        }
    }

    private StatusChange change(InstanceStatus current) {
        return new StatusChange(previous, current);
    }

    private FactId factId() {
        return FactId.of(instance.id().text(), instance.revision(), facts.size());
    }
}
