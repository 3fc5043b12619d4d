package io.opsbus.instance.rpc;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.FleetRefusal.NotOffered;
import io.opsbus.instance.ResourceKind;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;

/** What callers hear for each "no" of the fleet: codes and statuses of contract 2.1. Each is declared by the Actions that say it. */
public final class FleetErrors {
    public static final RpcError NO_INSTANCE = notFound(ResourceKind.INSTANCE);
    public static final RpcError NO_DISK = notFound(ResourceKind.DISK);
    public static final RpcError NO_SNAPSHOT = notFound(ResourceKind.SNAPSHOT);
    public static final RpcError NO_REGION = absent("InvalidRegionId.NotFound", "region");
    public static final RpcError NO_ZONE = absent("InvalidZoneId.NotFound", "zone");
    public static final RpcError NO_IMAGE = absent("InvalidImageId.NotFound", "image");
    public static final RpcError NO_V_SWITCH = absent("InvalidVSwitchId.NotFound", "vSwitch");
    public static final RpcError NO_INSTANCE_TYPE = new RpcError(
            400,
            "InvalidInstanceType.ValueNotSupported",
            "The specified InstanceType is not offered; DescribeAvailableResource tells those that are.");
    /** A key named twice in one request. */
    public static final RpcError DUPLICATE_TAG =
            new RpcError(400, "Duplicate.TagKey", "The tag keys of a request must not repeat.");

    public static final RpcError TOO_MANY_TAGS = error("QuotaExceed.Tags", "A resource has at most 20 tags.");
    /** As the reference page tells it; a caller hears the status too. */
    public static final RpcError INCORRECT_INSTANCE_STATUS = incorrectInstanceStatus("…");

    public static final RpcError STILL_INITIALIZING =
            error("IncorrectInstanceStatus.Initializing", "The specified instance status does not support this.");
    public static final RpcError LOCKED_FOR_SECURITY =
            error("InstanceLockedForSecurity", "The instance is locked for security reasons.");
    public static final RpcError EXPIRED_OR_IN_ARREARS =
            error("InstanceExpiredOrInArrears", "The instance has expired, or its owner is in arrears.");
    public static final RpcError DELETION_PROTECTED = error(
            "InvalidOperation.DeletionProtection",
            "The instance is protected against deletion; switch DeletionProtection off first.");
    public static final RpcError CHARGE_TYPE_VIOLATION =
            error("ChargeTypeViolation", "The operation is not permitted due to the charge type of the instance.");
    /** As the reference page tells it; a caller hears the status too. */
    public static final RpcError INCORRECT_DISK_STATUS = incorrectDiskStatus("…");

    public static final RpcError TOO_SOON =
            new RpcError(429, "Throttling", "One screenshot of an instance can be had in 10 seconds; ask again then.");
    public static final RpcError DISK_NEVER_ATTACHED =
            error("IncorrectDiskStatus.NeverAttached", "The disk was never attached: it holds nothing to keep.");
    public static final RpcError DISK_CREATING_SNAPSHOT =
            error("DiskCreatingSnapshot", "A snapshot of the disk is being made.");
    public static final RpcError DISK_NOT_PORTABLE = error("DiskNotPortable", "The disk stays with its instance.");
    public static final RpcError DISK_NOT_ATTACHED_THERE =
            new RpcError(404, "InvalidDisk.AlreadyDetached", "The disk is not attached to that instance.");
    public static final RpcError NOT_IN_SAME_ZONE =
            error("ResourcesNotInSameZone", "Instance and disk are not in the same zone.");
    public static final RpcError DISK_LIMIT_EXCEEDED =
            error("InstanceDiskLimitExceeded", "The instance has as many disks as its type allows.");
    public static final RpcError SNAPSHOT_NOT_READY =
            error("InvalidSnapshotId.NotReady", "The snapshot is not accomplished.");
    public static final RpcError SNAPSHOT_OF_ANOTHER_DISK =
            error("InvalidParameter.Mismatch", "The snapshot was not made of that disk.");
    /** As the reference page tells it; a caller hears why. */
    public static final RpcError NOT_SUPPORTED = notSupported("…");
    /** A change that was made at the same moment; also what no caller can hear, for ids are fresh. */
    public static final RpcError OVERTAKEN =
            new RpcError(409, "OperationConflict", "The resource was changed at the same moment; try again.");
    /** A wrong status where a machine is looked at (contract 2.1, GetInstanceConsoleOutput). */
    public static final RpcError INCORRECT_STATUS_OF_CAPTURE = captured(INCORRECT_INSTANCE_STATUS);

    private FleetErrors() {}

    /** As the answer of an Action. */
    public static Answer refused(FleetRefusal refusal) {
        return new Answer.Refused(of(refusal));
    }

    /** As the answer of a capture, where a wrong status is 405 (contract 2.1, GetInstanceConsoleOutput). */
    public static Answer ofCapture(FleetRefusal refusal) {
        RpcError usual = of(refusal);
        return new Answer.Refused(refusal instanceof FleetRefusal.IncorrectInstanceStatus ? captured(usual) : usual);
    }

    /** As an error. */
    public static RpcError of(FleetRefusal refusal) {
        return switch (refusal) {
            case FleetRefusal.NotFound(ResourceKind kind, String _) -> notFound(kind);
            case NotOffered(NotOffered.What what, String _, List<String> offered) -> instead(notOffered(what), offered);
            case FleetRefusal.AlreadyThere _ -> OVERTAKEN;
            case FleetRefusal.IncorrectInstanceStatus(var _, String status) -> incorrectInstanceStatus(status);
            case FleetRefusal.StillInitializing _ -> STILL_INITIALIZING;
            case FleetRefusal.LockedForSecurity _ -> LOCKED_FOR_SECURITY;
            case FleetRefusal.ExpiredOrInArrears _ -> EXPIRED_OR_IN_ARREARS;
            case FleetRefusal.DeletionProtected _ -> DELETION_PROTECTED;
            case FleetRefusal.ChargeTypeViolation _ -> CHARGE_TYPE_VIOLATION;
            case FleetRefusal.IncorrectDiskStatus(var _, String status) -> incorrectDiskStatus(status);
            case FleetRefusal.TooSoon _ -> TOO_SOON;
            case FleetRefusal.DiskNeverAttached _ -> DISK_NEVER_ATTACHED;
            case FleetRefusal.DiskCreatingSnapshot _ -> DISK_CREATING_SNAPSHOT;
            case FleetRefusal.DiskNotPortable _ -> DISK_NOT_PORTABLE;
            case FleetRefusal.DiskNotAttachedThere _ -> DISK_NOT_ATTACHED_THERE;
            case FleetRefusal.NotInSameZone _ -> NOT_IN_SAME_ZONE;
            case FleetRefusal.DiskLimitExceeded _ -> DISK_LIMIT_EXCEEDED;
            case FleetRefusal.SnapshotNotReady _ -> SNAPSHOT_NOT_READY;
            case FleetRefusal.SnapshotOfAnotherDisk _ -> SNAPSHOT_OF_ANOTHER_DISK;
            case FleetRefusal.TooManyTags _ -> TOO_MANY_TAGS;
            case FleetRefusal.NotSupported(var _, String why) -> notSupported(why);
            case FleetRefusal.Overtaken _ -> OVERTAKEN;
        };
    }

    private static RpcError incorrectInstanceStatus(String status) {
        return error(
                "IncorrectInstanceStatus",
                "The current status of the resource, " + status + ", does not support this operation.");
    }

    private static RpcError incorrectDiskStatus(String status) {
        return error("IncorrectDiskStatus", "The current disk status, " + status + ", does not support this.");
    }

    private static RpcError notSupported(String why) {
        return new RpcError(405, "NotSupported", "This is not supported here: " + why + ".");
    }

    private static RpcError captured(RpcError usual) {
        return new RpcError(405, usual.code(), usual.message());
    }

    private static RpcError error(String code, String message) {
        return new RpcError(403, code, message);
    }

    private static RpcError notFound(ResourceKind kind) {
        String code = switch (kind) {
            case INSTANCE -> "InvalidInstanceId.NotFound";
            case DISK -> "InvalidDiskId.NotFound";
            case SNAPSHOT -> "InvalidSnapshotId.NotFound";
        };
        return new RpcError(404, code, "The specified " + kind.word() + " does not exist.");
    }

    private static RpcError notOffered(NotOffered.What what) {
        return switch (what) {
            case REGION -> NO_REGION;
            case ZONE -> NO_ZONE;
            case IMAGE -> NO_IMAGE;
            case V_SWITCH -> NO_V_SWITCH;
            case INSTANCE_TYPE -> NO_INSTANCE_TYPE;
        };
    }

    /** Of images and vSwitches no Action tells. */
    private static RpcError instead(RpcError no, List<String> offered) {
        return offered.isEmpty()
                ? no
                : new RpcError(
                        no.status(),
                        no.code(),
                        no.message().replaceFirst("\\.$", "; there are ") + String.join(", ", offered) + ".");
    }

    private static RpcError absent(String code, String what) {
        return new RpcError(404, code, "The specified " + what + " does not exist.");
    }
}
