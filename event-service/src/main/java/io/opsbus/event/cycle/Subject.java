package io.opsbus.event.cycle;

import io.opsbus.event.kind.EventType;

/**
 * What of an event never changes.
 *
 * @param id unique for ever
 * @param type what kind of event
 * @param target the resource concerned
 * @param origin who made it
 * @param reason for people (wire: {@code Reason})
 */
public record Subject(EventId id, EventType type, Target target, Origin origin, String reason) {
    /** Who made an event. */
    public enum Origin {
        /** Somebody who runs the hosts. */
        OPERATOR,
        /** A compute provider told a fact. */
        PROVIDER,
        /** A subscription ended or a balance ran out. */
        BILLING,
        /** CreateSimulatedSystemEvents: runs its course and touches no instance. */
        SIMULATION,
        /** Another service runs it and tells us; we keep its history. */
        ELSEWHERE
    }

    /** Refuses an event of a disk about an instance and the other way round. */
    public Subject {
        if (type.isOfDisk() != target instanceof Target.OfDisk) {
            throw new IllegalArgumentException(type + " is not about " + target.arn());
        }
    }

    /** Whether it only pretends. */
    public boolean isSimulated() {
        return origin == Origin.SIMULATION;
    }

    /** Whether another service runs it. */
    public boolean isRunElsewhere() {
        return origin == Origin.ELSEWHERE;
    }
}
