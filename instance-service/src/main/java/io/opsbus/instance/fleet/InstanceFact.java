package io.opsbus.instance.fleet;

import io.opsbus.instance.FactId;
import io.opsbus.instance.SystemEventId;
import java.time.Instant;

/** What is told to the bus about an instance; {@code bus} writes each to its topic, key = instance id. */
public sealed interface InstanceFact {
    FactId id();

    Identity subject();

    /** {@code Instance:StateChange} (guide 4.2). */
    record StateChanged(FactId id, Identity subject, InstanceStatus status, Instant at) implements InstanceFact {}

    /** {@code Instance:PreemptibleInstanceInterruption}, five minutes ahead (guide 4.2). */
    record PreemptionNoticed(FactId id, Identity subject, Instant at) implements InstanceFact {}

    /**
     * {@code Instance:SystemFailure.Delete:<status>} (guide 3.3).
     *
     * @param eventId of the system event, the same in all its notices
     * @param publishedAt when it was first published
     */
    record CreationFailure(
            FactId id, Identity subject, SystemEventId eventId, EventStatus status, Instant publishedAt, Instant at)
            implements InstanceFact {}

    /** The instance as it is now, for {@code ecs.instances}. */
    record Recorded(FactId id, Instance instance) implements InstanceFact {
        @Override
        public Identity subject() {
            return instance.identity();
        }
    }

    /** It is gone: ends its key on {@code ecs.instances}. */
    record Forgotten(FactId id, Identity subject) implements InstanceFact {}

    /** Where a {@code SystemFailure.Delete} stands. */
    enum EventStatus {
        EXECUTING("Executing"),
        EXECUTED("Executed"),
        AVOIDED("Avoided");

        private final String word;

        EventStatus(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
