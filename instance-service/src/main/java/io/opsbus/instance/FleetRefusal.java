package io.opsbus.instance;

import io.opsbus.ledger.Refusal;
import java.util.List;

/**
 * Every "no" of this service. What the caller hears for each (code, HTTP status, text) is decided in one place, the
 * actions' error table.
 */
public sealed interface FleetRefusal extends Refusal {
    /** There is no such resource, or it is another account's: the caller cannot tell which. */
    record NotFound(ResourceKind kind, String id) implements FleetRefusal {}

    /**
     * The catalog has no such thing, or not there ({@code InvalidZoneId.NotFound} and so on).
     *
     * @param offered what could be named instead; empty where that is too much to read
     */
    record NotOffered(What what, String name, List<String> offered) implements FleetRefusal {
        /** What is not offered. */
        public enum What {
            REGION,
            ZONE,
            INSTANCE_TYPE,
            IMAGE,
            V_SWITCH
        }
    }

    /** The id is taken already. */
    record AlreadyThere(ResourceKind kind, String id) implements FleetRefusal {}

    /** Not in this status ({@code IncorrectInstanceStatus}); the status is the wire's word. */
    record IncorrectInstanceStatus(InstanceId id, String status) implements FleetRefusal {}

    /** It is still being created ({@code IncorrectInstanceStatus.Initializing}). */
    record StillInitializing(InstanceId id) implements FleetRefusal {}

    /** Locked for security reasons ({@code InstanceLockedForSecurity}). */
    record LockedForSecurity(InstanceId id) implements FleetRefusal {}

    /** Locked for financial reasons, or past its term ({@code InstanceExpiredOrInArrears}, {@code InstanceExpired}). */
    record ExpiredOrInArrears(InstanceId id) implements FleetRefusal {}

    /** Protected against deletion ({@code InvalidOperation.DeletionProtection}). */
    record DeletionProtected(InstanceId id) implements FleetRefusal {}

    /** Paid in advance and not run out ({@code ChargeTypeViolation}). */
    record ChargeTypeViolation(InstanceId id) implements FleetRefusal {}

    /** Not in this status ({@code IncorrectDiskStatus}); the status is the wire's word. */
    record IncorrectDiskStatus(DiskId id, String status) implements FleetRefusal {}

    /** Less than ten seconds after the last one ({@code Throttling}). */
    record TooSoon(InstanceId id) implements FleetRefusal {}

    /** Nothing was ever written to it ({@code IncorrectDiskStatus.NeverAttached}). */
    record DiskNeverAttached(DiskId id) implements FleetRefusal {}

    /** A snapshot of it is being made ({@code DiskCreatingSnapshot}, {@code IncorrectDiskStatus.CreatingSnapshot}). */
    record DiskCreatingSnapshot(DiskId id) implements FleetRefusal {}

    /** A system disk, or one that lives with its instance, does not move ({@code DiskNotPortable}). */
    record DiskNotPortable(DiskId id) implements FleetRefusal {}

    /** The disk hangs on no instance, or on another one ({@code InvalidDisk.AlreadyDetached}). */
    record DiskNotAttachedThere(DiskId id, InstanceId instance) implements FleetRefusal {}

    /** Disk and instance lie in different zones ({@code ResourcesNotInSameZone}). */
    record NotInSameZone(DiskId disk, InstanceId instance) implements FleetRefusal {}

    /** The instance has as many disks as it can ({@code InstanceDiskLimitExceeded}). */
    record DiskLimitExceeded(InstanceId id) implements FleetRefusal {}

    /** The snapshot is not finished ({@code InvalidSnapshotId.NotReady}). */
    record SnapshotNotReady(SnapshotId id) implements FleetRefusal {}

    /** The snapshot is of another disk ({@code InvalidParameter.Mismatch}). */
    record SnapshotOfAnotherDisk(SnapshotId id, DiskId disk) implements FleetRefusal {}

    /** More than {@link Tags#MOST} tags ({@code QuotaExceed.Tags}). */
    record TooManyTags(ResourceKind kind, String id) implements FleetRefusal {}

    /**
     * The machine's provider, its system or its age does not allow it ({@code OperationNotSupported}, {@code
     * NotSupported}).
     */
    record NotSupported(InstanceId id, String why) implements FleetRefusal {}

    /** Not a request's: an outcome, event or timer that no longer concerns the state it finds. Nothing is to be done. */
    record Overtaken(String id, String why) implements FleetRefusal {}
}
