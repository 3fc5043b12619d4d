package io.opsbus.event.source;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Occur;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.EventInput.Reported;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Instant;

/** A fact of a compute provider that begins or ends a system event. The same fact told twice names the same event. */
public sealed interface ProviderNews {
    /** The event it is about. */
    EventId event();

    /** What it does to that event where its owner has said nothing. */
    EventInput input();

    /** What it does to that event, as the instance's owner wishes. */
    default EventInput input(Upkeep wish) {
        return input();
    }

    /**
     * The host of an instance is gone (guide 3.2).
     *
     * @param incarnation which start of the instance was cut off; one start is cut off once
     * @param disks what the instance keeps its data on, and whether that comes back
     */
    record HostLost(Target.OfInstance instance, long incarnation, Disks disks, Instant at) implements ProviderNews {
        /** What recovery means for an instance's data (guide 3.2 使用限制). */
        public enum Disks {
            /** Starts on another host with all its data. */
            REMOTE,
            /** 原宿主机可以自行重启恢复: waits for its host, 本地盘数据会被保留. */
            LOCAL_KEPT,
            /** 若宿主机无法自行重启恢复: redeployed to a healthy host, 本地盘数据会被清除. */
            LOCAL_LOST
        }

        private EventType type() {
            return switch (disks) {
                case REMOTE, LOCAL_KEPT -> EventType.FAILURE_REBOOT;
                case LOCAL_LOST -> EventType.FAILURE_REDEPLOY;
            };
        }

        @Override
        public EventId event() {
            return EventId.derived("host-lost/" + instance.instance() + "/" + incarnation);
        }

        @Override
        public EventInput input() {
            return input(Upkeep.USUAL);
        }

        @Override
        public EventInput input(Upkeep wish) {
            var type = wish.instead(type(), EventStatus.EXECUTING);
            return new Occur(subject(event(), type, instance, "The host failed."), at, false);
        }
    }

    /** The guest's operating system crashed; the instance is restarted (guide 3.1 因实例错误实例重启). */
    record GuestCrashed(Target.OfInstance instance, long incarnation, Instant at) implements ProviderNews {
        @Override
        public EventId event() {
            return EventId.derived("guest-crashed/" + instance.instance() + "/" + incarnation);
        }

        @Override
        public EventInput input() {
            return new Occur(
                    subject(event(), EventType.INSTANCE_REBOOT, instance, "The operating system crashed."), at, false);
        }
    }

    /** An instance could not be made (guide 3.3); its owner releases it after about five minutes. */
    record CreationFailed(EventId event, Target.OfInstance instance, String reason, Instant at)
            implements ProviderNews {
        @Override
        public EventInput input() {
            return new Occur(subject(event, EventType.FAILURE_DELETE, instance, reason), at, true);
        }
    }

    /**
     * A disk runs badly (guide 4.2 块存储系统事件).
     *
     * @param trouble which of the disk's types
     * @param since when it began; names the trouble together with the disk
     */
    record DiskTrouble(Target.OfDisk disk, EventType trouble, Instant since) implements ProviderNews {
        /** Refuses a type that is none of a disk. */
        public DiskTrouble {
            if (!trouble.isOfDisk()) {
                throw new IllegalArgumentException(trouble + " is no trouble of a disk");
            }
        }

        @Override
        public EventId event() {
            return troubleOf(disk, trouble, since);
        }

        @Override
        public EventInput input() {
            return new Occur(subject(event(), trouble, disk, "The disk runs badly."), since, false);
        }
    }

    /**
     * The trouble of a disk is over.
     *
     * @param since when it had begun
     */
    record DiskWell(Target.OfDisk disk, EventType trouble, Instant since, Instant at) implements ProviderNews {
        @Override
        public EventId event() {
            return troubleOf(disk, trouble, since);
        }

        @Override
        public EventInput input() {
            return new Reported(disk.resource(), new Outcome.Done(at));
        }
    }

    private static EventId troubleOf(Target.OfDisk disk, EventType trouble, Instant since) {
        return EventId.derived("disk/" + disk.resource() + "/" + trouble.word() + "/" + since);
    }

    private static Subject subject(EventId id, EventType type, Target target, String reason) {
        return new Subject(id, type, target, Origin.PROVIDER, reason);
    }
}
