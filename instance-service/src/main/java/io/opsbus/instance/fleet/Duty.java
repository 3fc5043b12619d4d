package io.opsbus.instance.fleet;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SystemEventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a system event has asked of an instance (guide 3.1 事件执行). At most one at a time.
 *
 * @param event the system event, told with the outcome
 * @param work what is to be done
 * @param force without asking the system inside: it is broken
 * @param askedAt when the execution window opened
 * @param begun whether it is under way; until then another operation is waited for
 * @param disk the disk concerned, where the work is about one
 * @param operation what the provider was asked for while the instance stays in its state; null while the state itself waits
 */
public record Duty(
        SystemEventId event,
        Work work,
        boolean force,
        Instant askedAt,
        boolean begun,
        @Nullable DiskId disk,
        @Nullable OperationId operation) {
    /** What can be done for a system event. */
    public enum Work {
        /** It comes back on a healthy host, with its id, addresses and metadata. */
        REBOOT,
        STOP,
        DELETE,
        /** It goes to another host, with its id, addresses and metadata; data on local disks is lost (guide 3.2). */
        REDEPLOY,
        /** A broken disk is taken out of its reach while it runs. */
        ISOLATE_DISK,
        /** An empty disk takes the place of a broken one while it runs. */
        REINIT_DISK,
        REBOOT_AND_ISOLATE_DISK,
        REBOOT_AND_REINIT_DISK,
        /** What was taken off it as broken is let go of; it goes on as it is. */
        CLEAN_DISKS,
        /** Something no provider of ours can do. */
        OTHER;

        /** Whether it is about one disk. */
        public boolean ofDisk() {
            return switch (this) {
                case ISOLATE_DISK, REINIT_DISK, REBOOT_AND_ISOLATE_DISK, REBOOT_AND_REINIT_DISK -> true;
                case REBOOT, STOP, DELETE, REDEPLOY, CLEAN_DISKS, OTHER -> false;
            };
        }

        /** Whether a disk is taken away, not replaced. */
        public boolean isolates() {
            return this == ISOLATE_DISK || this == REBOOT_AND_ISOLATE_DISK;
        }
    }

    /** How it ended. */
    public sealed interface Outcome {
        /** It was done, or there was nothing to do. */
        record Done() implements Outcome {}

        /**
         * It could not be done.
         *
         * @param reason for people
         */
        record Failed(String reason) implements Outcome {}

        /** Nothing was done: the instance's user had done the same since the event was published. */
        record UserWasFirst() implements Outcome {}
    }

    /** The same, under way in the state the instance is in. */
    public Duty underWay() {
        return new Duty(event, work, force, askedAt, true, disk, null);
    }

    /** The same, under way while the instance stays as it is. */
    public Duty underWay(OperationId asked) {
        return new Duty(event, work, force, askedAt, true, disk, asked);
    }
}
