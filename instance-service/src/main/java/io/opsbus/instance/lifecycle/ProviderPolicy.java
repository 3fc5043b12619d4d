package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceState.Next;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.fleet.InstanceState.Releasing;
import io.opsbus.instance.fleet.InstanceState.Starting;
import io.opsbus.instance.fleet.InstanceState.Stopping;
import io.opsbus.instance.fleet.InstanceState.Transitional;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.ledger.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the end of an operation means for its instance; the same for every provider. What happens by itself is {@link
 * MachineNews}.
 */
public final class ProviderPolicy {
    private ProviderPolicy() {}

    /**
     * Takes the result of an operation.
     *
     * @param operation which one; a result of another than the state waits for is late and changes nothing
     */
    public static Decision<Instance, StatusChange, InstanceFact> result(
            @Nullable Instance instance, InstanceId id, OperationId operation, OperationResult result, Instant now) {
        if (instance != null && Duties.waitsFor(instance, operation)) {
            return Duties.ended(instance, result, now);
        }
        if (instance == null
                || !(instance.state() instanceof Transitional waiting)
                || !waiting.operation().equals(operation)) {
            return Decision.refused(new FleetRefusal.Overtaken(id.text(), "does not wait for " + operation));
        }
        return switch (result) {
            case OperationResult.Done done -> done(instance, waiting, done, now);
            case OperationResult.Failed failed -> failed(instance, waiting, failed.message(), now);
            case OperationResult.Unsupported _
            when waiting instanceof Releasing ->
                // who cannot make machines has none to let go of
                Step.from(instance, now).gone();
            case OperationResult.Unsupported no ->
                failed(instance, waiting, "its provider cannot " + no.missing(), now);
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> done(
            Instance instance, Transitional waiting, OperationResult.Done done, Instant now) {
        var step = Step.from(instance, now);
        return switch (waiting) {
            case Pending pending -> created(step, pending, done, now);
            case Starting starting ->
                step.to(starting.started()).set(one -> cameOn(one, done)).done();
            case Stopping stopping -> stopped(step, stopping, done, now);
            case Releasing _ -> step.gone();
        };
    }

    private static Instance cameOn(Instance instance, OperationResult.Done done) {
        return instance.with(
                instance.machine().started(done.incarnation(), done.at()).at(done.host(), done.at()));
    }

    private static Decision<Instance, StatusChange, InstanceFact> created(
            Step step, Pending pending, OperationResult.Done done, Instant now) {
        step.set(one -> one.with(one.machine().known(done.incarnation()).at(done.host(), now)));
        String address = done.privateIp();
        if (address != null) {
            step.set(one -> one.with(one.network().withPrivateIp(address)));
        }
        return step.to(pending.start() ? pending.created(step.operation(), now) : pending.createdOnly())
                .done();
    }

    private static Decision<Instance, StatusChange, InstanceFact> stopped(
            Step step, Stopping stopping, OperationResult.Done done, Instant now) {
        return switch (stopping.next()) {
            case STAY -> step.to(stopping.stopped()).done();
            // a provider tells of a reboot once it is over: both ways are told then, in their order
            case RESTART, REDEPLOY ->
                step.to(stopping.rebooting(now))
                        .to(stopping.rebooting(now).started())
                        .set(one -> cameOn(one, done))
                        .done();
            case RELEASE -> release(step, stopping, now);
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> release(Step step, Stopping stopping, Instant now) {
        return step.to(stopping.stopped())
                .to(stopping.stopped().release(step.operation(), now))
                .done();
    }

    /** Also for an operation nothing was heard of for too long. */
    static Decision<Instance, StatusChange, InstanceFact> failed(
            Instance instance, Transitional waiting, String reason, Instant now) {
        var step = Step.from(instance, now).failed(reason);
        return switch (waiting) {
            case Pending pending -> creationFailed(step, instance, pending, reason, now);
            case Starting starting -> step.to(starting.failed()).done();
            // who cannot be stopped can still be let go of: a duty to delete goes on
            case Stopping stopping when stopping.next() == Next.RELEASE -> release(step, stopping, now);
            case Stopping stopping -> step.to(stopping.failed()).done();
            // it is asked for again until it is done
            case Releasing _ ->
                Decision.refused(new FleetRefusal.Overtaken(instance.id().text(), reason));
        };
    }

    private static Decision<Instance, StatusChange, InstanceFact> creationFailed(
            Step step, Instance instance, Pending pending, String reason, Instant now) {
        var event = SystemEventId.derived(pending.operation().text());
        var failed = pending.fail(event, now, reason);
        return step.to(failed)
                .creationFailure(failed, CreationFailure.FAILED.published())
                .timer(Alarm.CREATION_FAILURE_ENDS.at(instance.id(), now.plus(Alarm.CREATION_FAILURE)))
                .done();
    }
}
