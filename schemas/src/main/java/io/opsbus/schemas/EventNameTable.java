package io.opsbus.schemas;

import static io.opsbus.schemas.ecs.Level.CRITICAL;
import static io.opsbus.schemas.ecs.Level.INFO;
import static io.opsbus.schemas.ecs.Level.WARN;

import io.opsbus.schemas.EventName.Kind;
import io.opsbus.schemas.ecs.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines themselves: CloudMonitor's appendix of ECS system events (2021), with what guide 4.2 adds or changes, and our own. */
final class EventNameTable {
    private static final String ENDED = "Executing Executed";
    private static final String INQUIRED = "Inquiring Executing Executed Avoided Canceled";

    private EventNameTable() {}

    static List<EventName> lines() {
        List<EventName> lines = new ArrayList<>(notices());
        lines.addAll(failures());
        lines.addAll(maintenance());
        lines.addAll(billing());
        lines.addAll(own());
        return Collections.unmodifiableList(lines);
    }

    private static List<EventName> notices() {
        return List.of(
                // newer than the appendix: the name is EventBridge's, the levels are ASSUMED
                notice("CloudAssistant:TaskCompleted", EventFamily.CLOUD_ASSISTANT_TASK_COMPLETED, INFO, WARN),
                // guide 4.2: INFO when accomplished, WARN when failed; for ConvertToPostpaid that is ASSUMED
                notice("Disk:ConvertToPostpaidCompleted", EventFamily.DISK_CONVERT_TO_POSTPAID, INFO, WARN),
                notice("Disk:DiskOperationCompleted", EventFamily.DISK_OPERATION, INFO, WARN),
                notice("Disk:OverduePaymentRelease", EventFamily.DISK_OVERDUE_PAYMENT_RELEASE, CRITICAL),
                notice("Disk:StateChange", EventFamily.DISK_STATE_CHANGE, INFO),
                notice("Image:StateChange", EventFamily.IMAGE_STATE_CHANGE, INFO),
                notice(
                        "Instance:BurstablePerformanceRestricted",
                        EventFamily.INSTANCE_BURST_PERFORMANCE_RESTRICTED,
                        WARN),
                notice("Instance:LiveMigrationAcrossDDH", EventFamily.INSTANCE_LIVE_MIGRATION, INFO),
                notice("Instance:PerformanceModeChange", EventFamily.INSTANCE_PERFORMANCE_MODE, INFO),
                // INFO in the guide, WARN today
                notice("Instance:PreemptibleInstanceInterruption", EventFamily.INSTANCE_PREEMPTION, INFO, WARN),
                notice("Instance:StateChange", EventFamily.INSTANCE_STATE_CHANGE, INFO),
                notice("NetworkInterface:StateChange", EventFamily.NETWORK_INTERFACE_STATE_CHANGE, INFO),
                notice("Snapshot:CreateSnapshotCompleted", EventFamily.SNAPSHOT_COMPLETED, INFO, WARN));
    }

    private static List<EventName> failures() {
        return List.of(
                disk("ErrorDetected", CRITICAL),
                disk("Stalled", CRITICAL),
                // event types of the guide whose level no table states
                disk("Degraded", WARN, CRITICAL),
                disk("SeverelyDegraded", WARN, CRITICAL),
                instance("InstanceFailure.Reboot", Kind.EXCEPTION, ENDED, CRITICAL),
                instance("Security.TpmAlert", Kind.EXCEPTION, ENDED, WARN),
                instance("SystemFailure.Delete", Kind.EXCEPTION, ENDED + " Avoided", CRITICAL),
                instance("SystemFailure.Reboot", Kind.EXCEPTION, ENDED + " Failed", CRITICAL),
                instance("SystemFailure.Redeploy", Kind.EXCEPTION, "Scheduled Avoided Canceled " + ENDED, CRITICAL),
                instance("SystemFailure.Stop", Kind.EXCEPTION, ENDED, CRITICAL));
    }

    private static List<EventName> maintenance() {
        return List.of(
                maintenance("IsolateErrorDisk", INQUIRED + " Failed", CRITICAL),
                maintenance("PerformanceImpact", ENDED, WARN),
                maintenance("ReInitErrorDisk", INQUIRED + " Failed", CRITICAL),
                maintenance("Reboot", INQUIRED + " Scheduled Failed", CRITICAL),
                maintenance("RebootAndIsolateErrorDisk", INQUIRED, CRITICAL),
                maintenance("RebootAndReInitErrorDisk", INQUIRED, CRITICAL),
                maintenance("Redeploy", INQUIRED + " Scheduled", CRITICAL),
                maintenance("Stop", "Scheduled Avoided Canceled Failed " + ENDED, CRITICAL),
                // newer than the appendix: neither its states nor its levels are stated
                maintenance("CleanInactiveDisks", INQUIRED + " Scheduled Failed", INFO, WARN, CRITICAL));
    }

    private static List<EventName> billing() {
        Map<String, Set<Level>> levels = new HashMap<>(byState("Scheduled Executing Executed", EnumSet.of(CRITICAL)));
        levels.putAll(byState("Avoided", EnumSet.of(INFO)));
        levels.putAll(byState("Canceled Failed", EnumSet.of(WARN)));
        return List.of(
                        "AccountUnbalanced.Delete",
                        "AccountUnbalanced.PerformanceAffect",
                        "AccountUnbalanced.Stop",
                        "InstanceExpiration.Delete",
                        "InstanceExpiration.Stop")
                .stream()
                .map(type -> new EventName(
                        "Instance:" + type, EventFamily.INSTANCE_SYSTEM_EVENT, Kind.NOT_STATED, Map.copyOf(levels)))
                .toList();
    }

    /** What no table has: events of this system's own. */
    private static List<EventName> own() {
        return List.of(new EventName(
                "Instance:ManagedInstance",
                EventFamily.MANAGED_INSTANCE_ALERT,
                Kind.EXCEPTION,
                byState("DeregistrationWithdrawn ActivationUsedFromNewNetwork AwaitsApproval", EnumSet.of(WARN))));
    }

    private static EventName notice(String name, EventFamily family, Level first, Level... more) {
        return new EventName(
                name, family, Kind.STATUS_NOTIFICATION, Map.of(EventName.NO_STATE, EnumSet.of(first, more)));
    }

    private static EventName disk(String type, Level first, Level... more) {
        return new EventName(
                "Disk:" + type, EventFamily.DISK_SYSTEM_EVENT, Kind.EXCEPTION, byState(ENDED, EnumSet.of(first, more)));
    }

    private static EventName maintenance(String type, String states, Level first, Level... more) {
        return instance("SystemMaintenance." + type, Kind.MAINTENANCE, states, first, more);
    }

    private static EventName instance(String type, Kind kind, String states, Level first, Level... more) {
        return new EventName(
                "Instance:" + type, EventFamily.INSTANCE_SYSTEM_EVENT, kind, byState(states, EnumSet.of(first, more)));
    }

    private static Map<String, Set<Level>> byState(String states, Set<Level> levels) {
        Map<String, Set<Level>> byState = new HashMap<>();
        for (String state : states.split(" ", -1)) {
            byState.put(state, Collections.unmodifiableSet(levels));
        }
        return Map.copyOf(byState);
    }
}
