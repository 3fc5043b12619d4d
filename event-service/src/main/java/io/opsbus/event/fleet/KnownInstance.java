package io.opsbus.event.fleet;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.Owner;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as its owner last told.
 *
 * @param revision grows with every change; a lower one is late
 * @param labels what its owner calls it
 */
public record KnownInstance(
        ResourceId id, Owner owner, long revision, Labels labels, Condition condition, Terms terms) {

    /**
     * What its owner calls it and files it under.
     *
     * @param name may be empty
     * @param tags value by key
     */
    public record Labels(String name, Map<String, String> tags) {
        /** Keeps its own copy. */
        public Labels {
            tags = Map.copyOf(tags);
        }

        /** A name and no tags. */
        public static Labels named(String name) {
            return new Labels(name, Map.of());
        }
    }

    /**
     * Where it is in its own life cycle.
     *
     * @param status Pending, Starting, Running, Stopping or Stopped
     * @param createdAt when it was ordered
     * @param startedAt when its machine last came on; null for never
     * @param hidden no list shows it: it could not be created, or is being deleted
     * @param host the host it runs on; null if its provider does not say
     */
    public record Condition(
            String status,
            Instant createdAt,
            @Nullable Instant startedAt,
            boolean hidden,
            @Nullable String host) {
        /** On a host nobody names. */
        public Condition(String status, Instant createdAt, @Nullable Instant startedAt, boolean hidden) {
            this(status, createdAt, startedAt, hidden, null);
        }
    }

    /**
     * What it is and what was agreed.
     *
     * @param instanceType for instance {@code ecs.g6.large}
     * @param provider who owns the machine, for instance {@code simulated}
     * @param paidUntil end of a subscription; null for pay-as-you-go
     */
    public record Terms(
            String instanceType, String provider, @Nullable Instant paidUntil) {
        /** How it is paid for. */
        public Choice.Charged charged() {
            return paidUntil == null ? Choice.Charged.AS_USED : Choice.Charged.AHEAD;
        }
    }

    /** What an event about it names. */
    public Target.OfInstance target() {
        return new Target.OfInstance(owner, id, labels.name().isEmpty() ? null : labels.name(), null);
    }
}
