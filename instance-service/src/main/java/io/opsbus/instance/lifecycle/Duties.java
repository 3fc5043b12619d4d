package io.opsbus.instance.lifecycle;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
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
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.ledger.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
     * @param disk the disk concerned, where the work is about one
     */
    public record Order(
            SystemEventId event,
            AccountId account,
            InstanceId instance,
            Work work,
            boolean force,
            Instant publishedAt,
            Instant askedAt,
            @Nullable DiskId disk) {
        /** About no disk. */
        public Order(
                SystemEventId event,
                AccountId account,
                InstanceId instance,
                Work work,
                boolean force,
                Instant publishedAt,
                Instant askedAt) {
            this(event, account, instance, work, force, publishedAt, askedAt, null);
        }

        Duty duty() {
            return new Duty(event, work, force, askedAt, false, disk, null);
        }
    }

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
        if (order.work() == Work.CLEAN_DISKS) {
            // the disks are dealt with before; the machine itself is asked for nothing
            return ended(instance, order.event(), new Outcome.Done(), now, now);
        }
        if (order.work().ofDisk() && order.disk() == null) {
            return ended(instance, order.event(), new Outcome.Failed("which disk was not said"), now, now);
        }
        Instant moved = instance.machine().movedAt();
        if (moved != null && !moved.isBefore(order.publishedAt()) && isDoneBy(order.work(), instance, moved)) {
            return ended(instance, order.event(), new Outcome.UserWasFirst(), moved, now);
        }
        if (other != null) {
            return ended(instance, order.event(), new Outcome.Failed("busy with " + other.event()), now, now);
        }
        return begin(instance, order.duty(), now);
    }

    /** Looks again whether a duty that waits can begin. */
    static Decision<Instance, StatusChange, InstanceFact> again(Instance instance, Instant now) {
        Duty duty = instance.machine().duty();
        if (duty == null || (duty.begun() && duty.operation() == null)) {
            return Decision.refused(new FleetRefusal.Overtaken(instance.id().text(), "no duty waits"));
        }
        if (duty.operation() != null) {
            return asked(instance, duty, now);
        }
        var free = instance.with(instance.machine().with(null));
        Instant moved = instance.machine().movedAt();
        if (moved != null && !moved.isBefore(duty.askedAt()) && isDoneBy(duty.work(), instance, moved)) {
            return ended(free, duty.event(), new Outcome.UserWasFirst(), moved, now);
        }
        if (!now.isBefore(duty.askedAt().plus(WINDOW))) {
            return ended(free, duty.event(), new Outcome.Failed("another operation did not end"), now, now);
        }
        return begin(instance, duty, now);
    }

    /** Accepted with the same state means: ask the provider again. */
    private static Decision<Instance, StatusChange, InstanceFact> asked(Instance instance, Duty duty, Instant now) {
        if (!now.isBefore(duty.askedAt().plus(WINDOW))) {
            var free = instance.with(instance.machine().with(null));
            return ended(free, duty.event(), new Outcome.Failed("nothing was heard for " + WINDOW), now, now);
        }
        return new Decision.Accepted<>(
                instance,
                new StatusChange(instance.status(), instance.status()),
                List.of(),
                List.of(Alarm.DUTY.at(instance.id(), now.plus(Alarm.ASK_AGAIN))));
    }

    /** Whether an operation is what a duty waits for while the instance stays in its state. */
    static boolean waitsFor(Instance instance, OperationId operation) {
        Duty duty = instance.machine().duty();
        return duty != null && operation.equals(duty.operation());
    }

    /** Takes the end of such an operation. */
    static Decision<Instance, StatusChange, InstanceFact> ended(
            Instance instance, OperationResult result, Instant now) {
        Duty duty = Objects.requireNonNull(instance.machine().duty());
        var outcome = switch (result) {
            case OperationResult.Done _ -> new Outcome.Done();
            case OperationResult.Failed failed -> new Outcome.Failed(failed.message());
            case OperationResult.Unsupported no -> new Outcome.Failed("its provider cannot " + no.missing());
        };
        var step = Step.from(instance, now)
                .set(one -> one.with(one.machine().with(null)))
                .timer(Alarm.DUTY.cancel(instance.id()));
        if (result instanceof OperationResult.Done done) {
            step.set(one -> one.with(one.machine().known(done.incarnation()).at(done.host(), now)));
        }
        return step.carriedOut(duty.event(), outcome, now).done();
    }

    private static Outcome gone(Work work) {
        return work == Work.DELETE ? new Outcome.Done() : new Outcome.Failed("no such instance");
    }

    /** Whether what the user did last does for this work. */
    private static boolean isDoneBy(Work work, Instance instance, Instant moved) {
        return switch (work) {
            case REBOOT -> true;
            case STOP ->
                instance.state() instanceof Stopped
                        || (instance.state() instanceof Stopping stopping && stopping.next() == Next.STAY);
            case REDEPLOY -> redeployed(instance, moved);
            // the broken disk stays behind on the host
            case ISOLATE_DISK, REINIT_DISK, REBOOT_AND_ISOLATE_DISK, REBOOT_AND_REINIT_DISK ->
                redeployed(instance, moved);
            case DELETE, CLEAN_DISKS, OTHER -> false;
        };
    }

    /** What its user did last has brought it to another host, or is about to. */
    private static boolean redeployed(Instance instance, Instant moved) {
        var place = instance.machine().place();
        return switch (instance.state()) {
            case Stopping stopping -> stopping.next() == Next.REDEPLOY;
            case Starting starting -> starting.elsewhere();
            case Pending _, Running _, Stopped _, CreationFailed _, Releasing _, Deleted _ ->
                place != null && !place.since().isBefore(moved);
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> begin(Instance instance, Duty duty, Instant now) {
        var id = duty.event();
        var free = instance.with(instance.machine().with(null));
        return switch (instance.state()) {
            case Running running -> begin(running, instance, duty, now);
            case Stopped stopped
            when duty.work() == Work.DELETE -> {
                var step = underWay(instance, duty, now);
                yield step.to(stopped.release(step.operation(), now)).done();
            }
            // it stays off: its machine is moved, or its disk seen to
            case Stopped _ when duty.work() == Work.REDEPLOY || duty.work().ofDisk() -> beside(instance, duty, now);
            // off already; when it is started again it comes up on a healthy host
            case Stopped _ -> ended(free, id, new Outcome.Done(), now, now);
            case CreationFailed _ -> ended(free, id, new Outcome.Failed("its creation failed"), now, now);
            case Pending _, Starting _, Stopping _, Releasing _, Deleted _ ->
                Step.from(instance, now)
                        .set(one -> one.with(one.machine().with(duty)))
                        .timer(Alarm.DUTY.at(instance.id(), now.plus(NOT_YET)))
                        .done();
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> begin(
            Running running, Instance instance, Duty duty, Instant now) {
        var step = underWay(instance, duty, now);
        var operation = step.operation();
        return switch (duty.work()) {
            case REBOOT, REBOOT_AND_ISOLATE_DISK, REBOOT_AND_REINIT_DISK ->
                step.to(running.reboot(operation, now, duty.force())).done();
            case REDEPLOY ->
                step.to(running.redeploy(operation, now, duty.force())).done();
            case STOP ->
                step.to(running.stop(operation, now, duty.force(), StoppedMode.KEEP_CHARGING))
                        .done();
            case DELETE -> step.to(running.stopToRelease(operation, now)).done();
            case ISOLATE_DISK, REINIT_DISK -> beside(instance, duty, now);
            case CLEAN_DISKS, OTHER -> throw new IllegalStateException("answered before");
        };
    }

    private static Step underWay(Instance instance, Duty duty, Instant now) {
        return Step.from(instance, now).set(one -> one.with(one.machine().with(duty.underWay())));
    }

    /** The provider is asked for something while the instance stays in its state. */
    private static Decision<Instance, StatusChange, InstanceFact> beside(Instance instance, Duty duty, Instant now) {
        var step = Step.from(instance, now);
        var asked = duty.underWay(step.operation());
        return step.set(one -> one.with(one.machine().with(asked)))
                .timer(Alarm.DUTY.at(instance.id(), now.plus(Alarm.ASK_AGAIN)))
                .done();
    }

    private static Decision<Instance, StatusChange, InstanceFact> ended(
            Instance instance, SystemEventId event, Outcome outcome, Instant at, Instant now) {
        return Step.from(instance, now).carriedOut(event, outcome, at).done();
    }
}
