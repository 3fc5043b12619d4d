package io.opsbus.instance.fleet;

import io.opsbus.instance.OperationId;
import io.opsbus.instance.SystemEventId;
import java.time.Instant;
import java.util.List;

/**
 * Where an instance stands. A transition is a method of the state that has it, so what is not here cannot happen.
 *
 * <pre>
 *            created             started                    stopped
 *  Pending ----------> Starting ---------> Running -------> Stopping ------> Stopped
 *     |  \                | failed           ^   ^  stop,      |   | \          |   ^
 *     |   \ created,      +------> Stopped   |   |  reboot*,   |   |  \         |   |
 *     |    \ not started                     |   +-- failed ---+   |   \        |   +-- created, not started
 *     |     +-----> Stopped                  +------ rebooted -----+    \       | delete
 *     | failed                                              delete: stopped \   v
 *     +--> CreationFailed -- avoided, executed --> Deleted <-- released -- Releasing
 * </pre>
 *
 * <p>* or a redeployment, which is the same on another host; one that is off comes on there.
 */
public sealed interface InstanceState {

    /** The wire's word. */
    InstanceStatus status();

    /** Whether lists show it: not when its creation failed (guide 3.3), nor while it is being released. */
    default boolean visible() {
        return true;
    }

    /** A state that waits for its provider to have done an operation. */
    sealed interface Transitional extends InstanceState permits Pending, Starting, Stopping, Releasing {
        /** What the provider was asked for. */
        OperationId operation();

        /** Since when. */
        Instant since();
    }

    /**
     * Being created.
     *
     * @param start whether it starts when it is there
     * @param disks made together with it, the system disk first
     */
    record Pending(OperationId operation, Instant since, boolean start, List<DiskPlan> disks) implements Transitional {
        /** Copies. */
        public Pending {
            disks = List.copyOf(disks);
        }

        @Override
        public InstanceStatus status() {
            return InstanceStatus.PENDING;
        }

        public Starting created(OperationId starting, Instant now) {
            return new Starting(starting, now, false);
        }

        public Stopped createdOnly() {
            return new Stopped(StoppedMode.KEEP_CHARGING);
        }

        public CreationFailed fail(SystemEventId eventId, Instant now, String reason) {
            return new CreationFailed(eventId, now, reason);
        }
    }

    /**
     * Powering on.
     *
     * @param elsewhere on another host (RedeployInstance)
     */
    record Starting(OperationId operation, Instant since, boolean elsewhere) implements Transitional {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.STARTING;
        }

        public Running started() {
            return new Running();
        }

        public Stopped failed() {
            return new Stopped(StoppedMode.KEEP_CHARGING);
        }
    }

    /** Powered on. */
    record Running() implements InstanceState {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.RUNNING;
        }

        public Stopping stop(OperationId operation, Instant now, boolean force, StoppedMode mode) {
            return new Stopping(operation, now, force, Next.STAY, mode);
        }

        public Stopping reboot(OperationId operation, Instant now, boolean force) {
            return new Stopping(operation, now, force, Next.RESTART, StoppedMode.KEEP_CHARGING);
        }

        public Stopping redeploy(OperationId operation, Instant now, boolean force) {
            return new Stopping(operation, now, force, Next.REDEPLOY, StoppedMode.KEEP_CHARGING);
        }

        public Stopping stopToRelease(OperationId operation, Instant now) {
            return new Stopping(operation, now, true, Next.RELEASE, StoppedMode.KEEP_CHARGING);
        }

        /** The machine went off by itself, or by the hand of somebody inside. */
        public Stopped wentOff() {
            return new Stopped(StoppedMode.KEEP_CHARGING);
        }
    }

    /**
     * Powering off, or on the way through a reboot (guide 4.2: 停止中/重启中).
     *
     * @param force without asking the system inside
     * @param next what follows
     * @param mode of the Stopped that follows, if it does
     */
    record Stopping(OperationId operation, Instant since, boolean force, Next next, StoppedMode mode)
            implements Transitional {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.STOPPING;
        }

        public Stopped stopped() {
            return new Stopped(mode);
        }

        public Starting rebooting(Instant now) {
            return new Starting(operation, now, false);
        }

        public Running failed() {
            return new Running();
        }

        /** The same on its way to be released: it was reclaimed or deleted meanwhile. */
        public Stopping toRelease() {
            return new Stopping(operation, since, force, Next.RELEASE, mode);
        }
    }

    /** Powered off. */
    record Stopped(StoppedMode mode) implements InstanceState {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.STOPPED;
        }

        public Starting start(OperationId operation, Instant now) {
            return new Starting(operation, now, false);
        }

        public Starting redeploy(OperationId operation, Instant now) {
            return new Starting(operation, now, true);
        }

        public Releasing release(OperationId operation, Instant now) {
            return new Releasing(operation, now);
        }

        /** The machine went on by itself, or by the hand of who owns it. */
        public Running wentOn() {
            return new Running();
        }
    }

    /**
     * Could not be created: Stopped to who asks for it by its id, in no list (guide 3.3).
     *
     * @param eventId of its {@code SystemFailure.Delete}
     * @param at when that was published
     * @param reason for people
     */
    record CreationFailed(SystemEventId eventId, Instant at, String reason) implements InstanceState {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.STOPPED;
        }

        @Override
        public boolean visible() {
            return false;
        }

        public Deleted end() {
            return new Deleted();
        }
    }

    /** Deleted for its owner; its provider still has to let go of the machine. */
    record Releasing(OperationId operation, Instant since) implements Transitional {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.STOPPED;
        }

        @Override
        public boolean visible() {
            return false;
        }

        public Deleted released() {
            return new Deleted();
        }
    }

    /** The end. It is never stored: the instance's row goes. */
    record Deleted() implements InstanceState {
        @Override
        public InstanceStatus status() {
            return InstanceStatus.DELETED;
        }

        @Override
        public boolean visible() {
            return false;
        }
    }

    /** What follows on Stopping. */
    enum Next {
        STAY,
        RESTART,
        /** It comes on again on another host. */
        REDEPLOY,
        RELEASE
    }

    /** Whether a stopped instance still costs ({@code StoppedMode}). */
    enum StoppedMode {
        KEEP_CHARGING("KeepCharging"),
        STOP_CHARGING("StopCharging");

        /** What the wire says of an instance that is not stopped. */
        public static final String NOT_STOPPED = "Not-applicable";

        private final String word;

        StoppedMode(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
