package io.opsbus.schemas;

import io.opsbus.schemas.Topic.Cleanup;
import io.opsbus.schemas.ecs.agent.AgentPresenceRecord;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompleted;
import io.opsbus.schemas.ecs.command.Command;
import io.opsbus.schemas.ecs.command.CommandUse;
import io.opsbus.schemas.ecs.disk.DiskConvertToPostpaid;
import io.opsbus.schemas.ecs.disk.DiskOperation;
import io.opsbus.schemas.ecs.disk.DiskOverduePaymentRelease;
import io.opsbus.schemas.ecs.disk.DiskRecord;
import io.opsbus.schemas.ecs.disk.DiskStateChange;
import io.opsbus.schemas.ecs.disk.DiskSystemEvent;
import io.opsbus.schemas.ecs.image.ImageStateChange;
import io.opsbus.schemas.ecs.instance.InstanceBurstPerformanceRestricted;
import io.opsbus.schemas.ecs.instance.InstanceLiveMigration;
import io.opsbus.schemas.ecs.instance.InstancePerformanceMode;
import io.opsbus.schemas.ecs.instance.InstancePreemption;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import io.opsbus.schemas.ecs.instance.ManagedInstanceAlert;
import io.opsbus.schemas.ecs.invocation.AgentKick;
import io.opsbus.schemas.ecs.invocation.InvocationResult;
import io.opsbus.schemas.ecs.invocation.InvocationStatusChange;
import io.opsbus.schemas.ecs.networkinterface.NetworkInterfaceStateChange;
import io.opsbus.schemas.ecs.snapshot.SnapshotCompleted;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.fleet.OperationRequest;
import io.opsbus.schemas.fleet.OperationResult;
import io.opsbus.schemas.gateway.ApiCall;
import io.opsbus.schemas.gateway.ServiceRoutes;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.schemas.notifier.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;

/** Every topic of the bus; no topic is named anywhere else. {@code docs/topics.md} is made from this. */
public final class Topics {
    public static final Topic<InstanceStateChange> INSTANCE_STATE_CHANGE =
            event("ecs.instance.state-change", InstanceStateChange.class, 6);
    public static final Topic<InstanceSystemEvent> INSTANCE_SYSTEM_EVENT =
            event("ecs.instance.system-event", InstanceSystemEvent.class, 6);
    public static final Topic<InstancePreemption> INSTANCE_PREEMPTION =
            event("ecs.instance.preemption", InstancePreemption.class, 3);
    public static final Topic<InstanceLiveMigration> INSTANCE_LIVE_MIGRATION =
            event("ecs.instance.live-migration", InstanceLiveMigration.class, 3);
    public static final Topic<InstancePerformanceMode> INSTANCE_PERFORMANCE_MODE =
            event("ecs.instance.performance-mode", InstancePerformanceMode.class, 3);
    public static final Topic<InstanceBurstPerformanceRestricted> INSTANCE_BURST_PERFORMANCE_RESTRICTED =
            event("ecs.instance.burst-performance-restricted", InstanceBurstPerformanceRestricted.class, 3);
    public static final Topic<DiskOperation> DISK_OPERATION = event("ecs.disk.operation", DiskOperation.class, 3);
    public static final Topic<DiskSystemEvent> DISK_SYSTEM_EVENT =
            event("ecs.disk.system-event", DiskSystemEvent.class, 3);
    public static final Topic<DiskStateChange> DISK_STATE_CHANGE =
            event("ecs.disk.state-change", DiskStateChange.class, 3);
    public static final Topic<DiskConvertToPostpaid> DISK_CONVERT_TO_POSTPAID =
            event("ecs.disk.convert-to-postpaid", DiskConvertToPostpaid.class, 3);
    public static final Topic<DiskOverduePaymentRelease> DISK_OVERDUE_PAYMENT_RELEASE =
            event("ecs.disk.overdue-payment-release", DiskOverduePaymentRelease.class, 3);
    public static final Topic<SnapshotCompleted> SNAPSHOT_COMPLETED =
            event("ecs.snapshot.completed", SnapshotCompleted.class, 3);
    public static final Topic<ImageStateChange> IMAGE_STATE_CHANGE =
            event("ecs.image.state-change", ImageStateChange.class, 3);
    public static final Topic<NetworkInterfaceStateChange> NETWORK_INTERFACE_STATE_CHANGE =
            event("ecs.network-interface.state-change", NetworkInterfaceStateChange.class, 3);
    public static final Topic<CloudAssistantTaskCompleted> CLOUD_ASSISTANT_TASK_COMPLETED =
            event("ecs.cloud-assistant.task-completed", CloudAssistantTaskCompleted.class, 6);
    public static final Topic<ManagedInstanceAlert> MANAGED_INSTANCE_ALERT =
            event("ecs.managed-instance.alert", ManagedInstanceAlert.class, 3);

    /** The catalogue as it is, for read models of other services. */
    public static final Topic<Command> COMMANDS =
            new Topic<>("ecs.commands", "command id", Command.class, 3, Duration.ofDays(7), Cleanup.COMPACT);
    /** Which periodic invocations there are; whoever keeps commands deletes none of theirs. */
    public static final Topic<CommandUse> COMMAND_USES =
            new Topic<>("ecs.command-uses", "invocation id", CommandUse.class, 3, Duration.ofDays(7), Cleanup.COMPACT);

    public static final Topic<InvocationStatusChange> INVOCATION_STATUS =
            invocation("ecs.invocation.status", InvocationStatusChange.class);
    public static final Topic<InvocationResult> INVOCATION_RESULT =
            invocation("ecs.invocation.result", InvocationResult.class);
    /** Between processes of invocation-service: each reads all of it, from now on. */
    public static final Topic<AgentKick> AGENT_KICKS =
            new Topic<>("ecs.invocation.kicks", "instance id", AgentKick.class, 3, Duration.ofDays(1), Cleanup.DELETE);

    /** Which agents are there, for who tells how instances do. */
    public static final Topic<AgentPresenceRecord> AGENTS = state("ecs.agents", AgentPresenceRecord.class, 6);

    /** What is, not what happened: read from the beginning it gives every instance. */
    public static final Topic<InstanceRecord> INSTANCES = state("ecs.instances", InstanceRecord.class, 6);

    public static final Topic<DiskRecord> DISKS = state("ecs.disks", DiskRecord.class, 6);

    /** event-service to the owner of the instances. */
    public static final Topic<OperationRequest> OPERATION_REQUESTS =
            fleet("fleet.operation-requests", "instance id", OperationRequest.class);

    public static final Topic<OperationResult> OPERATION_RESULTS =
            fleet("fleet.operation-results", "instance id", OperationResult.class);
    /** The owner of the instances to event-service. */
    public static final Topic<Mishap> MISHAPS = fleet("fleet.mishaps", "disk id, or instance id", Mishap.class);

    public static final Topic<Delivery> DELIVERIES = notifier("notifier.deliveries", "target id", Delivery.class, 7);
    /** As many partitions as the deliveries: a target's attempts lie in the partition of its deliveries. */
    public static final Topic<Attempt> ATTEMPTS = notifier("notifier.attempts", "target id", Attempt.class, 7);

    public static final Topic<DeadLetter> DEAD_LETTERS = new Topic<>(
            "notifier.dlq",
            "target id, or the key of the poison record",
            DeadLetter.class,
            3,
            Duration.ofDays(30),
            Cleanup.DELETE);

    /** The audit: kept longer than anything else. */
    public static final Topic<ApiCall> AUDIT = new Topic<>(
            "gateway.audit", "account id, or anonymous", ApiCall.class, 6, Duration.ofDays(90), Cleanup.DELETE);
    /** One partition: a gateway reads all of it before it serves. */
    public static final Topic<ServiceRoutes> ROUTES = new Topic<>(
            "gateway.routes", "service name @ base URL", ServiceRoutes.class, 1, Duration.ofDays(7), Cleanup.COMPACT);

    /** All of them, in the order of {@code docs/topics.md}. */
    public static final List<Topic<? extends SpecificRecord>> ALL = List.of(
            INSTANCE_STATE_CHANGE,
            INSTANCE_SYSTEM_EVENT,
            INSTANCE_PREEMPTION,
            INSTANCE_LIVE_MIGRATION,
            INSTANCE_PERFORMANCE_MODE,
            INSTANCE_BURST_PERFORMANCE_RESTRICTED,
            DISK_OPERATION,
            DISK_SYSTEM_EVENT,
            DISK_STATE_CHANGE,
            DISK_CONVERT_TO_POSTPAID,
            DISK_OVERDUE_PAYMENT_RELEASE,
            SNAPSHOT_COMPLETED,
            IMAGE_STATE_CHANGE,
            NETWORK_INTERFACE_STATE_CHANGE,
            CLOUD_ASSISTANT_TASK_COMPLETED,
            MANAGED_INSTANCE_ALERT,
            COMMANDS,
            COMMAND_USES,
            INVOCATION_STATUS,
            INVOCATION_RESULT,
            AGENT_KICKS,
            AGENTS,
            INSTANCES,
            DISKS,
            OPERATION_REQUESTS,
            OPERATION_RESULTS,
            MISHAPS,
            DELIVERIES,
            ATTEMPTS,
            DEAD_LETTERS,
            AUDIT,
            ROUTES);

    private static final Map<String, Topic<? extends SpecificRecord>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

    private Topics() {}

    /** The topic of that name, if it is one of ours. */
    public static Optional<Topic<? extends SpecificRecord>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * Creates every topic that is not there yet; a topic that exists is left as it is. Safe to call from several
     * processes at once.
     *
     * @param replication copies of each partition; 1 on a single broker
     * @throws TopicsNotCreated when the broker cannot be reached or refuses; its message says which and why
     */
    public static void create(Admin admin, short replication) {
        TopicCreation.run(admin, replication, ALL);
    }

    private static <V extends SpecificRecord> Topic<V> event(String name, Class<V> type, int partitions) {
        return new Topic<>(
                name, "resource id (last segment of the ARN)", type, partitions, Duration.ofDays(7), Cleanup.DELETE);
    }

    private static <V extends SpecificRecord> Topic<V> state(String name, Class<V> type, int partitions) {
        return new Topic<>(name, "resource id", type, partitions, Duration.ofDays(7), Cleanup.COMPACT);
    }

    private static <V extends SpecificRecord> Topic<V> invocation(String name, Class<V> type) {
        return new Topic<>(name, "invocation id", type, 6, Duration.ofDays(7), Cleanup.DELETE);
    }

    private static <V extends SpecificRecord> Topic<V> fleet(String name, String key, Class<V> type) {
        return new Topic<>(name, key, type, 6, Duration.ofDays(7), Cleanup.DELETE);
    }

    private static <V extends SpecificRecord> Topic<V> notifier(String name, String key, Class<V> type, int days) {
        return new Topic<>(name, key, type, 12, Duration.ofDays(days), Cleanup.DELETE);
    }
}
