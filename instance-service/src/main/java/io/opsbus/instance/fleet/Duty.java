package io.opsbus.instance.fleet;

import io.opsbus.instance.SystemEventId;
import java.time.Instant;

/**
 * What a system event has asked of an instance (guide 3.1 事件执行). At most one at a time.
 *
 * @param event the system event, told with the outcome
 * @param work what is to be done
 * @param force without asking the system inside: it is broken
 * @param askedAt when the execution window opened
 * @param begun whether the state the instance is in belongs to it; until then another operation is waited for
 */
public record Duty(SystemEventId event, Work work, boolean force, Instant askedAt, boolean begun) {
    /** What can be done for a system event. */
    public enum Work {
        /** It comes back on a healthy host, with its id, addresses and metadata. */
        REBOOT,
        STOP,
        DELETE,
        /** Something no provider of ours can do, such as isolating one disk. */
        OTHER
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

    /** The same, under way. */
    public Duty underWay() {
        return new Duty(event, work, force, askedAt, true);
    }
}
