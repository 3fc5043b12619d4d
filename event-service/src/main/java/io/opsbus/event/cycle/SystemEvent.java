package io.opsbus.event.cycle;

import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Instant;

/** What is kept of one system event. */
public sealed interface SystemEvent {
    /** What of it never changes. */
    Subject subject();

    /** Its id. */
    default EventId id() {
        return subject().id();
    }

    /** Its type. */
    default EventType type() {
        return subject().type();
    }

    /**
     * Planned, and not yet made known: the user sees nothing of it.
     *
     * @param plan when it is to be executed
     * @param publishAt when it is made known
     */
    record Draft(Subject subject, Plan plan, Instant publishAt) implements SystemEvent {}

    /**
     * Made known.
     *
     * @param publishedAt since when (wire: {@code EventPublishTime})
     * @param first the state it was published in
     * @param cycle where it stands
     * @param changes how often it has changed since; tells its facts apart
     */
    record Published(Subject subject, Instant publishedAt, EventStatus first, EventCycle cycle, int changes)
            implements SystemEvent {
        /** An event made known in this state. */
        public static Published first(Subject subject, Instant now, EventCycle cycle) {
            return new Published(subject, now, cycle.status(), cycle, 0);
        }

        /** The event in its next state. */
        public Published to(EventCycle next) {
            return new Published(subject, publishedAt, first, next, changes + 1);
        }

        /** Its status. */
        public EventStatus status() {
            return cycle.status();
        }
    }
}
