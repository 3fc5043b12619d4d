package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
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
import io.opsbus.instance.fleet.InstanceState.Transitional;
import io.opsbus.instance.fleet.Spot;
import io.opsbus.instance.fleet.Spot.Interruption;
import io.opsbus.ledger.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what follows when a timer of an instance comes due. */
public final class Alarms {
    /** A release that finds an operation under way comes again after this long. */
    private static final Duration NOT_YET = Duration.ofSeconds(5);

    private Alarms() {}

    public static Decision<Instance, StatusChange, InstanceFact> decide(
            @Nullable Instance instance, Alarm.Rung rung, Instant now) {
        if (instance == null) {
            return overtaken(rung.id());
        }
        return switch (rung.alarm()) {
            case WATCHDOG -> watchdog(instance, now);
            case RELEASE -> release(instance, now);
            case CREATION_FAILURE_ENDS -> creationFailureEnds(instance, now);
            case DUTY -> Duties.again(instance, now);
        };
    }

    /** Accepted with the same state means: ask the provider again. */
    private static Decision<Instance, StatusChange, InstanceFact> watchdog(Instance instance, Instant now) {
        if (!(instance.state() instanceof Transitional waiting)) {
            return overtaken(instance.id());
        }
        boolean tooLong = !waiting.since().plus(Alarm.GIVE_UP).isAfter(now);
        if (tooLong && !(waiting instanceof Releasing)) {
            return ProviderPolicy.failed(instance, waiting, "nothing was heard for " + Alarm.GIVE_UP, now);
        }
        return again(instance, Alarm.WATCHDOG, now.plus(Alarm.ASK_AGAIN));
    }

    private static Decision<Instance, StatusChange, InstanceFact> release(Instance instance, Instant now) {
        var terms = instance.terms();
        boolean preempted = due(terms.spot().releaseAt(), now);
        if (!preempted && !due(terms.autoReleaseAt(), now)) {
            return overtaken(instance.id());
        }
        var step = Step.from(instance, now);
        return switch (instance.state()) {
            case Running running
            when preempted && terms.spot().interruption() == Interruption.STOP ->
                step.to(running.stop(step.operation(), now, true, StoppedMode.STOP_CHARGING))
                        .set(one -> one.with(one.terms().withSpot(announcedNoMore(terms.spot()))))
                        .done();
            case Running running ->
                step.to(running.stopToRelease(step.operation(), now)).done();
            case Stopped stopped ->
                step.to(stopped.release(step.operation(), now)).done();
            case Stopping stopping when stopping.next() == Next.RELEASE -> overtaken(instance.id());
            case Stopping stopping -> step.to(stopping.toRelease()).done();
            case Pending _, Starting _ -> again(instance, Alarm.RELEASE, now.plus(NOT_YET));
            case CreationFailed _, Releasing _, Deleted _ -> overtaken(instance.id());
        };
    }

    private static Spot announcedNoMore(Spot spot) {
        return new Spot(spot.strategy(), spot.priceLimit(), spot.protectedHours(), spot.interruption(), null);
    }

    private static boolean due(@Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now);
    }

    /** Guide 3.3: the system releases it, the event is executed. */
    private static Decision<Instance, StatusChange, InstanceFact> creationFailureEnds(Instance instance, Instant now) {
        if (!(instance.state() instanceof CreationFailed failed)) {
            return overtaken(instance.id());
        }
        return Step.from(instance, now)
                .creationFailure(failed, CreationFailure.RELEASED_BY_SYSTEM.published())
                .gone();
    }

    private static Decision<Instance, StatusChange, InstanceFact> again(Instance instance, Alarm alarm, Instant at) {
        return new Decision.Accepted<>(
                instance,
                new StatusChange(instance.status(), instance.status()),
                List.of(),
                List.of(alarm.at(instance.id(), at)));
    }

    private static Decision<Instance, StatusChange, InstanceFact> overtaken(InstanceId id) {
        return Decision.refused(new FleetRefusal.Overtaken(id.text(), "the timer no longer concerns its state"));
    }
}
