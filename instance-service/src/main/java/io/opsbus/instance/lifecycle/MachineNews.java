package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.Mishap;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.fleet.InstanceState.Running;
import io.opsbus.instance.fleet.InstanceState.Stopped;
import io.opsbus.instance.fleet.Machine;
import io.opsbus.instance.provider.Observed;
import io.opsbus.instance.provider.Origin;
import io.opsbus.instance.provider.PowerState;
import io.opsbus.instance.provider.ProviderEvent;
import io.opsbus.ledger.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a machine's own doing means for its instance; the same for every provider. While an operation is under way its
 * result decides, not what is seen in between.
 *
 * <p>A crash inside or a lost host changes no state here: it is told, and the system event made of it (guide 3.2) comes back
 * as an {@link Duties.Order}.
 */
public final class MachineNews {
    private MachineNews() {}

    /** Takes an event. One of an earlier incarnation, or told before, is late and changes nothing. */
    public static Decision<Instance, StatusChange, InstanceFact> event(
            @Nullable Instance instance, ProviderEvent.OfMachine event, Instant now) {
        Origin origin = event.origin();
        if (instance == null || late(instance.machine(), origin)) {
            return overtaken(origin.machine(), "late news");
        }
        return switch (event) {
            case ProviderEvent.PowerChanged changed -> power(instance, changed.power(), origin, now);
            case ProviderEvent.GuestReset _ ->
                instance.state() instanceof Running
                        ? heard(Step.from(instance, now), origin, true).done()
                        : overtaken(instance.id(), "not running");
            case ProviderEvent.Reclaimed _ -> reclaimed(instance, origin, now);
            case ProviderEvent.GuestCrashed _ -> broke(instance, Mishap.GUEST_CRASHED, origin, now);
            case ProviderEvent.HostLost lost -> hostLost(instance, lost, now);
            case ProviderEvent.HostRecovered _ -> hostBack(instance, origin, now);
        };
    }

    /** Told for the system event it becomes; while an operation is under way its result decides. */
    private static Decision<Instance, StatusChange, InstanceFact> broke(
            Instance instance, Mishap what, Origin origin, Instant now) {
        return instance.state() instanceof Running
                ? heard(Step.from(instance, now), origin, false)
                        .broke(what, origin.incarnation(), origin.occurredAt())
                        .done()
                : overtaken(instance.id(), "not running");
    }

    /** 实例自动恢复 (guide 3.2): until it has come on again its user cannot reboot it. */
    private static Decision<Instance, StatusChange, InstanceFact> hostLost(
            Instance instance, ProviderEvent.HostLost lost, Instant now) {
        if (!(instance.state() instanceof Running)) {
            return overtaken(instance.id(), "not running");
        }
        if (instance.machine().cutOff()) {
            return overtaken(instance.id(), "cut off already");
        }
        Mishap what;
        if (!instance.hardware().type().keepsDataOnItsHost()) {
            what = Mishap.HOST_LOST;
        } else {
            what = lost.returns() ? Mishap.HOST_LOST_LOCAL_KEPT : Mishap.HOST_LOST_LOCAL_LOST;
        }
        var origin = lost.origin();
        return heard(Step.from(instance, now), origin, false)
                .set(one -> one.with(one.machine().hostLost(origin.occurredAt())))
                .broke(what, origin.incarnation(), origin.occurredAt())
                .done();
    }

    /** The state stays; who was cut off is no more. */
    private static Decision<Instance, StatusChange, InstanceFact> hostBack(
            Instance instance, Origin origin, Instant now) {
        return instance.machine().cutOff()
                ? heard(Step.from(instance, now), origin, false)
                        .set(one -> one.with(one.machine().at(one.machine().host(), now)))
                        .done()
                : overtaken(instance.id(), "was not cut off");
    }

    /** Takes how a machine was found after events may have been lost. */
    public static Decision<Instance, StatusChange, InstanceFact> observed(
            @Nullable Instance instance, Observed observed, Instant now) {
        if (instance == null) {
            return overtaken(observed.machine(), "no such instance");
        }
        var known = instance.machine();
        // a machine that is gone has no incarnation to compare
        boolean absent = observed.power() == PowerState.ABSENT;
        if (!absent && observed.incarnation() < known.incarnation()) {
            return overtaken(observed.machine(), "late news");
        }
        var origin = new Origin(
                known.provider(),
                observed.machine(),
                absent ? known.incarnation() : observed.incarnation(),
                absent ? known.sequence() : observed.sequence(),
                observed.at());
        var found = power(instance, observed.power(), origin, now);
        if (found instanceof Decision.Refused
                && observed.host() != null
                && !observed.host().equals(known.host())) {
            return Step.from(instance, now)
                    .set(one -> one.with(one.machine().at(observed.host(), now)))
                    .done();
        }
        return found;
    }

    private static boolean late(Machine known, Origin origin) {
        return !origin.provider().equals(known.provider())
                || origin.incarnation() < known.incarnation()
                || (origin.incarnation() == known.incarnation() && origin.sequence() <= known.sequence());
    }

    private static Decision<Instance, StatusChange, InstanceFact> power(
            Instance instance, PowerState power, Origin origin, Instant now) {
        var step = Step.from(instance, now);
        if (instance.state() instanceof Running running && power != PowerState.ON) {
            return heard(step.to(running.wentOff()), origin, false).done();
        }
        if (instance.state() instanceof Stopped stopped && power == PowerState.ON) {
            // told as every start is: Starting, then Running
            return heard(step.to(stopped.start(step.operation(), now)).to(stopped.wentOn()), origin, true)
                    .done();
        }
        return overtaken(instance.id(), "is so already, or an operation is under way");
    }

    /** Guide 4.2: five minutes ahead. */
    private static Decision<Instance, StatusChange, InstanceFact> reclaimed(
            Instance instance, Origin origin, Instant now) {
        var spot = instance.terms().spot();
        boolean ending = instance.state() instanceof CreationFailed || instance.state() instanceof Releasing;
        if (!spot.preemptible() || spot.releaseAt() != null || ending) {
            return overtaken(instance.id(), "not preemptible, or announced already");
        }
        Instant releaseAt = now.plus(Alarm.PREEMPTION_NOTICE);
        return heard(
                        Step.from(instance, now)
                                .set(one -> one.with(one.terms().withSpot(spot.releasedAt(releaseAt))))
                                .preemptionNoticed()
                                .timer(Alarm.RELEASE.at(instance.id(), releaseAt)),
                        origin,
                        false)
                .done();
    }

    private static Step heard(Step step, Origin origin, boolean cameOn) {
        return step.set(one -> {
            var machine = one.machine();
            var known = cameOn
                    ? machine.started(origin.incarnation(), origin.occurredAt())
                    : machine.known(origin.incarnation());
            return one.with(known.told(origin.sequence()));
        });
    }

    private static Decision<Instance, StatusChange, InstanceFact> overtaken(InstanceId id, String why) {
        return Decision.refused(new FleetRefusal.Overtaken(id.text(), why));
    }
}
