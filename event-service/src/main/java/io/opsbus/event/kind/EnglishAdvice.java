package io.opsbus.event.kind;

/** Our translation of the guide's table 应对建议 (3.1), and our words for the types it does not list. */
final class EnglishAdvice {
    private static final String RESTARTED = "When you hear of it the instance is restarting or has restarted. ";
    private static final String VERIFY = "Check that the instance and its applications work again. ";
    private static final String SNAPSHOT = "Back up its disks with snapshots (CreateSnapshot) where needed.";
    private static final String LOCAL_DISK = "Redeploying clears local disks: back up their data before.";

    private EnglishAdvice() {}

    static Advice of(EventType type) {
        return switch (type) {
            case MAINTENANCE_REBOOT ->
                new Advice(
                        "Instance restart due to system maintenance",
                        "The instance restarts at the planned time.",
                        "At a time that suits you within the user operation window, restart the instance or move the"
                                + " planned restart in the console, or call RebootInstance. A restart inside the instance"
                                + " does not count. Move traffic away, or take the instance out of load balancing, so that"
                                + " your business is not affected. "
                                + SNAPSHOT);
            case FAILURE_REBOOT ->
                new Advice(
                        "Instance restart due to a system error",
                        "The host failed unexpectedly; the instance answers again after its restart.",
                        RESTARTED + VERIFY
                                + "Subscribe event notifications to a queue, so that traffic fails over by itself.");
            case INSTANCE_REBOOT ->
                new Advice(
                        "Instance restart due to an instance error",
                        "The operating system crashed and the instance restarts.",
                        RESTARTED
                                + "Look at its console output and screenshot and find out why the system crashed, so"
                                + " that it does not again. "
                                + VERIFY.strip());
            case EXPIRATION_STOP ->
                new Advice(
                        "Instance stop due to an expired subscription",
                        "The subscription resource will be stopped.",
                        "Renew it, or wait until it expires.");
            case UNBALANCED_STOP ->
                new Advice(
                        "Pay-as-you-go resource stop due to an overdue payment",
                        "The pay-as-you-go resource will be stopped.",
                        "Top up the account in time.");
            case EXPIRATION_DELETE ->
                new Advice(
                        "Instance release due to an expired subscription",
                        "The subscription resource will be released.",
                        "Renew it, or wait until it is released.");
            case UNBALANCED_DELETE ->
                new Advice(
                        "Pay-as-you-go resource release due to an overdue payment",
                        "The pay-as-you-go resource will be released.",
                        "Top up the account in time.");
            case FAILURE_DELETE ->
                new Advice(
                        "Instance creation failure",
                        "The instance cannot be created and is released after about five minutes.",
                        "Wait for its release, or release it.");
            case MAINTENANCE_REDEPLOY ->
                new Advice(
                        "Instance redeployment due to system maintenance",
                        "The instance moves to another host at the planned time.",
                        "Redeploy it within the user operation window. " + LOCAL_DISK);
            case MAINTENANCE_STOP ->
                new Advice(
                        "Instance stop due to system maintenance",
                        "The instance stops at the planned time.",
                        "Stop or redeploy it within the user operation window. " + SNAPSHOT);
            case MAINTENANCE_ISOLATE_DISK ->
                new Advice(
                        "Isolation of a damaged disk due to system maintenance",
                        "The damaged disk is isolated online; its data is no longer available.",
                        "Stop using the disk and accept, or redeploy the instance. " + LOCAL_DISK);
            case MAINTENANCE_REINIT_DISK ->
                new Advice(
                        "Initialisation of a replaced disk due to system maintenance",
                        "The new disk is initialised online.",
                        "Accept, or redeploy the instance. " + LOCAL_DISK);
            case MAINTENANCE_REBOOT_AND_ISOLATE_DISK ->
                new Advice(
                        "Instance restart and isolation of a damaged disk due to system maintenance",
                        "The instance restarts without the damaged disk.",
                        "Stop using the disk and accept, or redeploy the instance. " + LOCAL_DISK);
            case MAINTENANCE_REBOOT_AND_REINIT_DISK ->
                new Advice(
                        "Instance restart and initialisation of a replaced disk due to system maintenance",
                        "The instance restarts with the new disk, which is initialised.",
                        "Accept, or redeploy the instance. " + LOCAL_DISK);
            case MAINTENANCE_CLEAN_DISKS ->
                new Advice(
                        "Cleaning of inactive local disks due to system maintenance",
                        "Damaged disks that were isolated from the instance are let go of.",
                        "Back up before what can still be read.");
            case MAINTENANCE_PERFORMANCE_IMPACT ->
                new Advice(
                        "Lower performance due to system maintenance",
                        "The instance may be slower while it lasts.",
                        "Move traffic away and wait until it ends.");
            case FAILURE_REDEPLOY ->
                new Advice(
                        "Instance redeployment due to a system error",
                        "The instance moves to a healthy host.",
                        "Redeploy it. " + VERIFY + LOCAL_DISK);
            case FAILURE_STOP ->
                new Advice(
                        "Instance stop due to a system error",
                        "The host failed and the instance was stopped.",
                        "Start it. " + VERIFY.strip());
            case DISK_DEGRADED ->
                new Advice("Disk performance degraded", "The disk is slow.", "Move traffic away until it recovers.");
            case DISK_SEVERELY_DEGRADED ->
                new Advice(
                        "Disk performance severely degraded",
                        "The disk is very slow.",
                        "Move traffic away until it recovers.");
            case DISK_STALLED ->
                new Advice(
                        "Disk performance severely affected",
                        "Reads and writes of the disk hang.",
                        "Keep applications from the disk until it recovers.");
            case DISK_ERROR_DETECTED ->
                new Advice(
                        "Damaged disk found",
                        "Reads or writes of the disk fail.",
                        "Stop using the disk, back up its data and replace it.");
        };
    }
}
