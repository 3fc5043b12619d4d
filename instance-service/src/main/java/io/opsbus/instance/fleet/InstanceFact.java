package io.opsbus.instance.fleet;

import io.opsbus.instance.FactId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told to the bus about an instance; {@code bus} writes each to its topic, key = instance id. */
public sealed interface InstanceFact {
    FactId id();

    /** Which one it is about. */
    InstanceId instanceId();

    /** About an instance that is there. */
    sealed interface OfKnown extends InstanceFact
            permits StateChanged, PreemptionNoticed, CreationFailure, Recorded, Forgotten, Broke {
        Identity subject();

        @Override
        default InstanceId instanceId() {
            return subject().id();
        }
    }

    /**
     * {@code Instance:StateChange} (guide 4.2).
     *
     * @param deed of its user that led to it, told in a header: the guide's JSON has no place for it
     */
    record StateChanged(FactId id, Identity subject, InstanceStatus status, Instant at, Deed deed) implements OfKnown {}

    /** {@code Instance:PreemptibleInstanceInterruption}, five minutes ahead (guide 4.2). */
    record PreemptionNoticed(FactId id, Identity subject, Instant at) implements OfKnown {}

    /**
     * {@code Instance:SystemFailure.Delete:<status>} (guide 3.3).
     *
     * @param eventId of the system event, the same in all its notices
     * @param publishedAt when it was first published
     */
    record CreationFailure(
            FactId id, Identity subject, SystemEventId eventId, EventStatus status, Instant publishedAt, Instant at)
            implements OfKnown {}

    /** The instance as it is now, for {@code ecs.instances}. */
    record Recorded(FactId id, Instance instance) implements OfKnown {
        @Override
        public Identity subject() {
            return instance.identity();
        }
    }

    /** It is gone: ends its key on {@code ecs.instances}. */
    record Forgotten(FactId id, Identity subject) implements OfKnown {}

    /**
     * Something broke that changes no state here (guide 3.2).
     *
     * @param incarnation of the machine it broke in: one boot is cut off once
     */
    record Broke(FactId id, Identity subject, Mishap what, long incarnation, Instant since, Instant at)
            implements OfKnown {}

    /**
     * A duty is over; the instance may never have been there.
     *
     * @param at when it ended, or when the user did the same
     */
    record CarriedOut(FactId id, InstanceId instanceId, SystemEventId eventId, Duty.Outcome outcome, Instant at)
            implements InstanceFact {}

    /** What its user did. */
    enum Deed {
        NONE,
        START,
        STOP,
        REBOOT,
        REDEPLOY,
        RELEASE
    }

    /** What broke. */
    enum Mishap {
        GUEST_CRASHED("GuestCrashed", null),
        HOST_LOST("HostLost", "Remote"),
        /** 原宿主机可以自行重启恢复: 本地盘数据会被保留 (guide 3.2). */
        HOST_LOST_LOCAL_KEPT("HostLost", "LocalKept"),
        /** 若宿主机无法自行重启恢复: 本地盘数据会被清除 (guide 3.2). */
        HOST_LOST_LOCAL_LOST("HostLost", "LocalLost");

        private final String word;
        private final @Nullable String disks;

        Mishap(String word, @Nullable String disks) {
            this.word = word;
            this.disks = disks;
        }

        public String word() {
            return word;
        }

        /** What becomes of the data, of a lost host; null of anything else. */
        public @Nullable String disks() {
            return disks;
        }
    }

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
