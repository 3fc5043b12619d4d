package io.opsbus.instance.rpc;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.FleetRefusal.NotOffered;
import io.opsbus.instance.ResourceKind;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;

/** What callers hear for each "no" of the fleet: codes and statuses of contract 2.1. */
public final class FleetErrors {
    /** A key named twice in one request. */
    public static final RpcError DUPLICATE_TAG =
            new RpcError(400, "Duplicate.TagKey", "The tag keys of a request must not repeat.");

    private FleetErrors() {}

    /** As the answer of an Action. */
    public static Answer refused(FleetRefusal refusal) {
        return new Answer.Refused(of(refusal));
    }

    /** As the answer of a capture, where a wrong status is 405 (contract 2.1, GetInstanceConsoleOutput). */
    public static Answer ofCapture(FleetRefusal refusal) {
        RpcError usual = of(refusal);
        return new Answer.Refused(
                refusal instanceof FleetRefusal.IncorrectInstanceStatus
                        ? new RpcError(405, usual.code(), usual.message())
                        : usual);
    }

    /** As an error. */
    public static RpcError of(FleetRefusal refusal) {
        return switch (refusal) {
            case FleetRefusal.NotFound(ResourceKind kind, String _) -> notFound(kind);
            case NotOffered(NotOffered.What what, String _) -> notOffered(what);
            case FleetRefusal.AlreadyThere _ ->
                new RpcError(409, "OperationConflict", "The resource is there already.");
            case FleetRefusal.IncorrectInstanceStatus(var _, String status) ->
                error(
                        "IncorrectInstanceStatus",
                        "The current status of the resource, " + status + ", does not support this operation.");
            case FleetRefusal.StillInitializing _ ->
                error("IncorrectInstanceStatus.Initializing", "The specified instance status does not support this.");
            case FleetRefusal.LockedForSecurity _ ->
                error("InstanceLockedForSecurity", "The instance is locked for security reasons.");
            case FleetRefusal.ExpiredOrInArrears _ ->
                error("InstanceExpiredOrInArrears", "The instance has expired, or its owner is in arrears.");
            case FleetRefusal.DeletionProtected _ ->
                error(
                        "InvalidOperation.DeletionProtection",
                        "The instance is protected against deletion; switch DeletionProtection off first.");
            case FleetRefusal.ChargeTypeViolation _ ->
                error("ChargeTypeViolation", "The operation is not permitted due to the charge type of the instance.");
            case FleetRefusal.IncorrectDiskStatus(var _, String status) ->
                error("IncorrectDiskStatus", "The current disk status, " + status + ", does not support this.");
            case FleetRefusal.TooSoon _ ->
                new RpcError(
                        429, "Throttling", "One screenshot of an instance can be had in 10 seconds; ask again then.");
            case FleetRefusal.DiskNeverAttached _ ->
                error("IncorrectDiskStatus.NeverAttached", "The disk was never attached: it holds nothing to keep.");
            case FleetRefusal.DiskCreatingSnapshot _ ->
                error("DiskCreatingSnapshot", "A snapshot of the disk is being made.");
            case FleetRefusal.DiskNotPortable _ -> error("DiskNotPortable", "The disk stays with its instance.");
            case FleetRefusal.DiskNotAttachedThere _ ->
                new RpcError(404, "InvalidDisk.AlreadyDetached", "The disk is not attached to that instance.");
            case FleetRefusal.NotInSameZone _ ->
                error("ResourcesNotInSameZone", "Instance and disk are not in the same zone.");
            case FleetRefusal.DiskLimitExceeded _ ->
                error("InstanceDiskLimitExceeded", "The instance has as many disks as its type allows.");
            case FleetRefusal.SnapshotNotReady _ ->
                error("InvalidSnapshotId.NotReady", "The snapshot is not accomplished.");
            case FleetRefusal.SnapshotOfAnotherDisk _ ->
                error("InvalidParameter.Mismatch", "The snapshot was not made of that disk.");
            case FleetRefusal.TooManyTags _ -> error("QuotaExceed.Tags", "A resource has at most 20 tags.");
            case FleetRefusal.NotSupported(var _, String why) ->
                new RpcError(405, "NotSupported", "This is not supported here: " + why + ".");
            case FleetRefusal.Overtaken _ ->
                new RpcError(409, "OperationConflict", "The resource was changed at the same moment; try again.");
        };
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
            case REGION -> absent("InvalidRegionId.NotFound", "region");
            case ZONE -> absent("InvalidZoneId.NotFound", "zone");
            case IMAGE -> absent("InvalidImageId.NotFound", "image");
            case V_SWITCH -> absent("InvalidVSwitchId.NotFound", "vSwitch");
            case INSTANCE_TYPE ->
                new RpcError(
                        400, "InvalidInstanceType.ValueNotSupported", "The specified InstanceType is not offered.");
        };
    }

    private static RpcError absent(String code, String what) {
        return new RpcError(404, code, "The specified " + what + " does not exist.");
    }
}
