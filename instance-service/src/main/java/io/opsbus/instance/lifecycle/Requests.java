package io.opsbus.instance.lifecycle;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Tags;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.Deed;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Deleted;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.fleet.InstanceState.Running;
import io.opsbus.instance.fleet.InstanceState.Starting;
import io.opsbus.instance.fleet.InstanceState.Stopped;
import io.opsbus.instance.fleet.InstanceState.Stopping;
import io.opsbus.instance.fleet.Prepaid;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.ledger.Decision;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what is asked of an instance. */
public final class Requests {
    private Requests() {}

    /**
     * Decides one request.
     *
     * @param instance as it is stored, whoever owns it; null if there is none
     * @param account who asks: another account's instance is not found
     */
    public static Decision<Instance, StatusChange, InstanceFact> decide(
            @Nullable Instance instance, AccountId account, InstanceId id, InstanceRequest request, Instant now) {
        // what is being released is gone for its owner
        if (instance == null || !instance.ownedBy(account) || instance.state() instanceof Releasing) {
            return Decision.refused(new FleetRefusal.NotFound(ResourceKind.INSTANCE, id.text()));
        }
        return switch (request) {
            case InstanceRequest.Start _ -> start(instance, now);
            case InstanceRequest.Stop stop -> stop(instance, stop, now);
            case InstanceRequest.Reboot reboot -> reboot(instance, reboot, now);
            case InstanceRequest.Redeploy redeploy -> redeploy(instance, redeploy, now);
            case InstanceRequest.Delete delete -> delete(instance, delete, now);
            case InstanceRequest.Modify modify -> modify(instance, modify, now);
            case InstanceRequest.Renew(Prepaid more) -> renew(instance, more, now);
            case InstanceRequest.Tag(Tags tags) ->
                tagged(instance, instance.labels().tags().with(tags), now);
            case InstanceRequest.Untag untag ->
                tagged(instance, instance.labels().tags().without(untag.keys()), now);
            case InstanceRequest.UntagAll _ -> tagged(instance, Tags.NONE, now);
            case InstanceRequest.Lock lock ->
                seen(
                        instance,
                        () -> Step.from(instance, now)
                                .set(one -> one.with(one.terms().withLocks(lock.reasons())))
                                .done());
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> start(Instance instance, Instant now) {
        if (!(instance.state() instanceof Stopped stopped)) {
            return wrongStatus(instance);
        }
        return guarded(Guards.power(instance, now), () -> {
            var step = Step.from(instance, now);
            return step.byUser(Deed.START)
                    .to(stopped.start(step.operation(), now))
                    .done();
        });
    }

    private static Decision<Instance, StatusChange, InstanceFact> stop(
            Instance instance, InstanceRequest.Stop request, Instant now) {
        if (!(instance.state() instanceof Running running)) {
            return wrongStatus(instance);
        }
        return guarded(Guards.power(instance, now), () -> {
            var step = Step.from(instance, now);
            return step.byUser(Deed.STOP)
                    .to(running.stop(step.operation(), now, request.force(), request.mode()))
                    .done();
        });
    }

    private static Decision<Instance, StatusChange, InstanceFact> reboot(
            Instance instance, InstanceRequest.Reboot request, Instant now) {
        // guide 3.2: 实例自动恢复期间，您无法自行重启实例
        if (!(instance.state() instanceof Running running) || instance.machine().cutOff()) {
            return wrongStatus(instance);
        }
        return guarded(Guards.power(instance, now), () -> {
            var step = Step.from(instance, now);
            return step.byUser(Deed.REBOOT)
                    .to(running.reboot(step.operation(), now, request.force()))
                    .done();
        });
    }

    private static Decision<Instance, StatusChange, InstanceFact> redeploy(
            Instance instance, InstanceRequest.Redeploy request, Instant now) {
        boolean settled = instance.state() instanceof Running || instance.state() instanceof Stopped;
        if (!settled || instance.machine().cutOff()) {
            return wrongStatus(instance);
        }
        return guarded(Guards.power(instance, now), () -> {
            var step = Step.from(instance, now).byUser(Deed.REDEPLOY);
            return switch (instance.state()) {
                case Running running ->
                    step.to(running.redeploy(step.operation(), now, request.force()))
                            .done();
                case Stopped stopped ->
                    step.to(stopped.redeploy(step.operation(), now)).done();
                default -> throw new IllegalStateException("refused before");
            };
        });
    }

    private static Decision<Instance, StatusChange, InstanceFact> delete(
            Instance instance, InstanceRequest.Delete request, Instant now) {
        if (instance.state() instanceof CreationFailed failed) {
            // guide 3.3: who releases it himself has avoided the event; there is no machine to let go of
            return Step.from(instance, now)
                    .timer(Alarm.CREATION_FAILURE_ENDS.cancel(instance.id()))
                    .creationFailure(failed, CreationFailure.RELEASED_BY_USER.published())
                    .gone();
        }
        if (instance.state() instanceof Pending) {
            return Decision.refused(new FleetRefusal.StillInitializing(instance.id()));
        }
        var step = Step.from(instance, now);
        return guarded(Guards.delete(instance, request, now), () -> switch (instance.state()) {
            case Stopped stopped ->
                step.to(stopped.release(step.operation(), now)).done();
            case Running running
            when request.force() ->
                step.to(running.stopToRelease(step.operation(), now)).done();
            case Pending _, Starting _, Running _, Stopping _, CreationFailed _, Releasing _, Deleted _ ->
                wrongStatus(instance);
        });
    }

    private static Decision<Instance, StatusChange, InstanceFact> modify(
            Instance instance, InstanceRequest.Modify request, Instant now) {
        return seen(
                instance,
                () -> Step.from(instance, now)
                        .set(one -> modified(one, request))
                        .done());
    }

    private static Instance modified(Instance instance, InstanceRequest.Modify request) {
        var labels = instance.labels();
        var changed = instance.with(labels.with(
                or(request.name(), labels.name()),
                or(request.description(), labels.description()),
                or(request.hostName(), labels.hostName())));
        if (request.deletionProtection() != null) {
            changed = changed.with(instance.terms().withDeletionProtection(request.deletionProtection()));
        }
        if (request.securityGroups() != null) {
            changed = changed.with(instance.network().withSecurityGroups(request.securityGroups()));
        }
        return changed;
    }

    /** Whatever its owner owes or where it stands: who pays is not turned away. The bus tells the new end. */
    private static Decision<Instance, StatusChange, InstanceFact> renew(Instance instance, Prepaid more, Instant now) {
        if (instance.terms().charge() != ChargeType.PRE_PAID) {
            return Decision.refused(new FleetRefusal.ChargeTypeViolation(instance.id()));
        }
        Instant end = more.beyond(instance.terms().expiresAt(), now);
        return seen(
                instance,
                () -> Step.from(instance, now)
                        .set(one -> one.with(one.terms().withEnd(end)))
                        .done());
    }

    private static Decision<Instance, StatusChange, InstanceFact> tagged(Instance instance, Tags tags, Instant now) {
        if (!tags.fit()) {
            return Decision.refused(new FleetRefusal.TooManyTags(
                    ResourceKind.INSTANCE, instance.id().text()));
        }
        return seen(
                instance,
                () -> Step.from(instance, now)
                        .set(one -> one.with(one.labels().withTags(tags)))
                        .done());
    }

    private static String or(@Nullable String given, String old) {
        return given == null ? old : given;
    }

    /** An instance whose creation failed can be deleted, and nothing else (guide 3.3). */
    private static Decision<Instance, StatusChange, InstanceFact> seen(
            Instance instance, Supplier<Decision<Instance, StatusChange, InstanceFact>> then) {
        return instance.state() instanceof CreationFailed ? wrongStatus(instance) : then.get();
    }

    private static Decision<Instance, StatusChange, InstanceFact> guarded(
            Optional<FleetRefusal> no, Supplier<Decision<Instance, StatusChange, InstanceFact>> then) {
        return no.isPresent() ? Decision.refused(no.get()) : then.get();
    }

    private static Decision<Instance, StatusChange, InstanceFact> wrongStatus(Instance instance) {
        return Decision.refused(new FleetRefusal.IncorrectInstanceStatus(
                instance.id(), instance.status().word()));
    }
}
