package io.opsbus.event.fleet;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance as its owner last told.
 *
 * @param revision grows with every change; a lower one is late
 * @param name what its owner calls it; may be empty
 */
public record KnownInstance(ResourceId id, Owner owner, long revision, String name, Condition condition, Terms terms) {

    /**
     * Where it is in its own life cycle.
     *
     * @param status Pending, Starting, Running, Stopping or Stopped
     * @param createdAt when it was ordered
     * @param startedAt when its machine last came on; null for never
     * @param hidden no list shows it: it could not be created, or is being deleted
     */
    public record Condition(
            String status, Instant createdAt, @Nullable Instant startedAt, boolean hidden) {}

    /**
     * What it is and what was agreed.
     *
     * @param instanceType for instance {@code ecs.g6.large}
     * @param provider who owns the machine, for instance {@code simulated}
     * @param paidUntil end of a subscription; null for pay-as-you-go
     */
    public record Terms(
            String instanceType, String provider, @Nullable Instant paidUntil) {}

    /** What an event about it names. */
    public Target.OfInstance target() {
        return new Target.OfInstance(owner, id, name.isEmpty() ? null : name, null);
    }
}
