package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceState.Pending;
import io.opsbus.instance.fleet.Machine;
import io.opsbus.ledger.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides the creation of an instance. Whether there is stock and an address shows later (guide 3.3). */
public final class Creation {
    private Creation() {}

    /**
     * Creates it.
     *
     * @param there what has the id already; ids are drawn by the caller and never twice
     */
    public static Decision<Instance, StatusChange, InstanceFact> decide(
            @Nullable Instance there, NewInstance order, Instant now) {
        var id = order.identity().id();
        if (there != null) {
            return Decision.refused(new FleetRefusal.AlreadyThere(ResourceKind.INSTANCE, id.text()));
        }
        if (!order.labels().tags().fit()) {
            return Decision.refused(new FleetRefusal.TooManyTags(ResourceKind.INSTANCE, id.text()));
        }
        var instance = new Instance(
                order.identity(),
                new Pending(OperationId.of(id.text(), 1), now, order.start(), order.disks()),
                order.labels(),
                order.hardware(),
                order.network(),
                order.terms(),
                Machine.of(order.provider()),
                1);
        var step = Step.begin(instance, now);
        var autoReleaseAt = order.terms().autoReleaseAt();
        if (autoReleaseAt != null) {
            step.timer(Alarm.RELEASE.at(id, autoReleaseAt));
        }
        return step.done();
    }
}
