package io.opsbus.instance.lifecycle;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.fleet.Duty;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Deleted;
import io.opsbus.instance.fleet.InstanceState.Next;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.fleet.InstanceState.Running;
import io.opsbus.instance.fleet.InstanceState.Starting;
import io.opsbus.instance.fleet.InstanceState.Stopped;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceState.Stopping;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.ledger.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what system events ask of an instance. Locks, terms and protection do not forbid it: they are the user's affair,
 * this is the operator's. What the user has done meanwhile does: nothing is done twice.
 */
public final class Duties {
    /** Another operation is waited for so long before it is looked again. */
    static final Duration NOT_YET = Duration.ofSeconds(5);

    /** 进入事件执行窗口期的6小时内 (guide 3.1): then nobody waits for the outcome any more. */
    static final Duration WINDOW = Duration.ofHours(6);

    private Duties() {}

    /**
     * What a system event asks.
     *
     * @param account whose instance it is about
     * @param force without asking the system inside
     * @param publishedAt since when its user can know
     * @param askedAt when its execution window opened
     */
    public record Order(
            SystemEventId event,
            AccountId account,
            InstanceId instance,
            Work work,
            boolean force,
            Instant publishedAt,
            Instant askedAt) {}

    /** Takes an order; every order has an outcome, at once or later. */
    public static Decision<Instance, StatusChange, InstanceFact> decide(
            @Nullable Instance instance, Order order, Instant now) {
        if (instance == null || !instance.ownedBy(order.account())) {
            return new Decision.Accepted<>(
                    instance,
                    new StatusChange(InstanceStatus.DELETED, InstanceStatus.DELETED),
                    List.of(Step.carriedOut(order.instance(), order.event(), gone(order.work()), now)));
        }
        if (instance.state() instanceof Releasing) {
            return ended(instance, order.event(), gone(order.work()), now, now);
        }
        Duty other = instance.machine().duty();
        if (order.work() == Work.OTHER) {
            return ended(instance, order.event(), new Outcome.Failed("its provider cannot do that"), now, now);
        }
        Instant moved = instance.machine().movedAt();
        if (moved != null && !moved.isBefore(order.publishedAt()) && isDoneBy(order.work(), instance)) {
            return ended(instance, order.event(), new Outcome.UserWasFirst(), moved, now);
        }
        if (other != null) {
            return ended(instance, order.event(), new Outcome.Failed("busy with " + other.event()), now, now);
        }
        return begin(instance, new Duty(order.event(), order.work(), order.force(), order.askedAt(), false), now);
    }

    /** Looks again whether a duty that waits can begin. */
    static Decision<Instance, StatusChange, InstanceFact> again(Instance instance, Instant now) {
        Duty duty = instance.machine().duty();
        if (duty == null || duty.begun()) {
            return Decision.refused(new FleetRefusal.Overtaken(instance.id().text(), "no duty waits"));
        }
        var free = instance.with(instance.machine().with(null));
        Instant moved = instance.machine().movedAt();
        if (moved != null && !moved.isBefore(duty.askedAt()) && isDoneBy(duty.work(), instance)) {
            return ended(free, duty.event(), new Outcome.UserWasFirst(), moved, now);
        }
        if (!now.isBefore(duty.askedAt().plus(WINDOW))) {
            return ended(free, duty.event(), new Outcome.Failed("another operation did not end"), now, now);
        }
        return begin(instance, duty, now);
    }

    private static Outcome gone(Work work) {
        return work == Work.DELETE ? new Outcome.Done() : new Outcome.Failed("no such instance");
    }

    /** Whether what the user did last does for this work. */
    private static boolean isDoneBy(Work work, Instance instance) {
        return switch (work) {
            case REBOOT -> true;
            case STOP ->
                instance.state() instanceof Stopped
                        || (instance.state() instanceof Stopping stopping && stopping.next() == Next.STAY);
            case DELETE, OTHER -> false;
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> begin(Instance instance, Duty duty, Instant now) {
        var step = Step.from(instance, now);
        var id = duty.event();
        var free = instance.with(instance.machine().with(null));
        return switch (instance.state()) {
            case Running running -> {
                step.set(one -> one.with(one.machine().with(duty.underWay())));
                yield switch (duty.work()) {
                    case REBOOT ->
                        step.to(running.reboot(step.operation(), now, duty.force()))
                                .done();
                    case STOP ->
                        step.to(running.stop(step.operation(), now, duty.force(), StoppedMode.KEEP_CHARGING))
                                .done();
                    case DELETE ->
                        step.to(running.stopToRelease(step.operation(), now)).done();
                    case OTHER -> throw new IllegalStateException("refused before");
                };
            }
            case Stopped stopped
            when duty.work() == Work.DELETE ->
                step.set(one -> one.with(one.machine().with(duty.underWay())))
                        .to(stopped.release(step.operation(), now))
                        .done();
            // off already; when it is started again it comes up on a healthy host
            case Stopped _ -> ended(free, id, new Outcome.Done(), now, now);
            case CreationFailed _ -> ended(free, id, new Outcome.Failed("its creation failed"), now, now);
            case Pending _, Starting _, Stopping _, Releasing _, Deleted _ ->
                step.set(one -> one.with(one.machine().with(duty)))
                        .timer(Alarm.DUTY.at(instance.id(), now.plus(NOT_YET)))
                        .done();
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> ended(
            Instance instance, SystemEventId event, Outcome outcome, Instant at, Instant now) {
        return Step.from(instance, now).carriedOut(event, outcome, at).done();
    }
}
