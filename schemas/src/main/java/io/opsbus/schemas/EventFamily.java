package io.opsbus.schemas;

import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompleted;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompletedContent;
import io.opsbus.schemas.ecs.disk.DiskConvertToPostpaid;
import io.opsbus.schemas.ecs.disk.DiskConvertToPostpaidContent;
import io.opsbus.schemas.ecs.disk.DiskOperation;
import io.opsbus.schemas.ecs.disk.DiskOperationContent;
import io.opsbus.schemas.ecs.disk.DiskOverduePaymentRelease;
import io.opsbus.schemas.ecs.disk.DiskOverduePaymentReleaseContent;
import io.opsbus.schemas.ecs.disk.DiskStateChange;
import io.opsbus.schemas.ecs.disk.DiskStateChangeContent;
import io.opsbus.schemas.ecs.disk.DiskSystemEvent;
import io.opsbus.schemas.ecs.disk.DiskSystemEventContent;
import io.opsbus.schemas.ecs.image.ImageStateChange;
import io.opsbus.schemas.ecs.image.ImageStateChangeContent;
import io.opsbus.schemas.ecs.instance.InstanceBurstPerformanceRestricted;
import io.opsbus.schemas.ecs.instance.InstanceBurstPerformanceRestrictedContent;
import io.opsbus.schemas.ecs.instance.InstanceLiveMigration;
import io.opsbus.schemas.ecs.instance.InstanceLiveMigrationContent;
import io.opsbus.schemas.ecs.instance.InstancePerformanceMode;
import io.opsbus.schemas.ecs.instance.InstancePerformanceModeContent;
import io.opsbus.schemas.ecs.instance.InstancePreemption;
import io.opsbus.schemas.ecs.instance.InstancePreemptionContent;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.ecs.instance.InstanceStateChangeContent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEventContent;
import io.opsbus.schemas.ecs.instance.ManagedInstanceAlert;
import io.opsbus.schemas.ecs.instance.ManagedInstanceAlertContent;
import io.opsbus.schemas.ecs.networkinterface.NetworkInterfaceStateChange;
import io.opsbus.schemas.ecs.networkinterface.NetworkInterfaceStateChangeContent;
import io.opsbus.schemas.ecs.snapshot.SnapshotCompleted;
import io.opsbus.schemas.ecs.snapshot.SnapshotCompletedContent;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** The kinds of event; each has one topic and one record class (guide 4.2, and the families sent today). */
// a topic holds a Class and a Duration, the makers are constructors: immutable, which the checker cannot see
@SuppressWarnings("ImmutableEnumChecker")
public enum EventFamily {
    INSTANCE_STATE_CHANGE(Topics.INSTANCE_STATE_CHANGE, InstanceStateChange::new, InstanceStateChangeContent::new),
    INSTANCE_SYSTEM_EVENT(Topics.INSTANCE_SYSTEM_EVENT, InstanceSystemEvent::new, InstanceSystemEventContent::new),
    INSTANCE_PREEMPTION(Topics.INSTANCE_PREEMPTION, InstancePreemption::new, InstancePreemptionContent::new),
    INSTANCE_LIVE_MIGRATION(
            Topics.INSTANCE_LIVE_MIGRATION, InstanceLiveMigration::new, InstanceLiveMigrationContent::new),
    INSTANCE_PERFORMANCE_MODE(
            Topics.INSTANCE_PERFORMANCE_MODE, InstancePerformanceMode::new, InstancePerformanceModeContent::new),
    INSTANCE_BURST_PERFORMANCE_RESTRICTED(
            Topics.INSTANCE_BURST_PERFORMANCE_RESTRICTED,
            InstanceBurstPerformanceRestricted::new,
            InstanceBurstPerformanceRestrictedContent::new),
    DISK_OPERATION(Topics.DISK_OPERATION, DiskOperation::new, DiskOperationContent::new),
    DISK_SYSTEM_EVENT(Topics.DISK_SYSTEM_EVENT, DiskSystemEvent::new, DiskSystemEventContent::new),
    DISK_STATE_CHANGE(Topics.DISK_STATE_CHANGE, DiskStateChange::new, DiskStateChangeContent::new),
    DISK_CONVERT_TO_POSTPAID(
            Topics.DISK_CONVERT_TO_POSTPAID, DiskConvertToPostpaid::new, DiskConvertToPostpaidContent::new),
    DISK_OVERDUE_PAYMENT_RELEASE(
            Topics.DISK_OVERDUE_PAYMENT_RELEASE, DiskOverduePaymentRelease::new, DiskOverduePaymentReleaseContent::new),
    SNAPSHOT_COMPLETED(Topics.SNAPSHOT_COMPLETED, SnapshotCompleted::new, SnapshotCompletedContent::new),
    IMAGE_STATE_CHANGE(Topics.IMAGE_STATE_CHANGE, ImageStateChange::new, ImageStateChangeContent::new),
    NETWORK_INTERFACE_STATE_CHANGE(
            Topics.NETWORK_INTERFACE_STATE_CHANGE,
            NetworkInterfaceStateChange::new,
            NetworkInterfaceStateChangeContent::new),
    CLOUD_ASSISTANT_TASK_COMPLETED(
            Topics.CLOUD_ASSISTANT_TASK_COMPLETED,
            CloudAssistantTaskCompleted::new,
            CloudAssistantTaskCompletedContent::new),
    MANAGED_INSTANCE_ALERT(Topics.MANAGED_INSTANCE_ALERT, ManagedInstanceAlert::new, ManagedInstanceAlertContent::new);

    private final Topic<? extends SpecificRecord> topic;
    private final Supplier<SpecificRecord> freshEvent;
    private final Supplier<SpecificRecord> freshContent;

    EventFamily(
            Topic<? extends SpecificRecord> topic,
            Supplier<SpecificRecord> freshEvent,
            Supplier<SpecificRecord> freshContent) {
        this.topic = topic;
        this.freshEvent = freshEvent;
        this.freshContent = freshContent;
    }

    /** The family an event name belongs to; empty for a name the tables of {@link EventNames} do not list. */
    public static Optional<EventFamily> of(String eventName) {
        return EventNames.find(eventName).map(EventName::family);
    }

    /** Where events of this family go. */
    public Topic<? extends SpecificRecord> topic() {
        return topic;
    }

    /** An empty record of the family, to be filled. */
    public SpecificRecord freshEvent() {
        return freshEvent.get();
    }

    /** An empty content record of the family, to be filled. */
    public SpecificRecord freshContent() {
        return freshContent.get();
    }
}
