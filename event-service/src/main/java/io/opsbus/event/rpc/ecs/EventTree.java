package io.opsbus.event.rpc.ecs;

import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.fleet.InactiveDisk;
import io.opsbus.event.fleet.InactiveDisks;
import io.opsbus.event.health.Health;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** System events as replies show them (API facts 2.1). */
final class EventTree {
    /** The only level of impact seen. */
    private static final String IMPACT = "100";

    private EventTree() {}

    /** An entry of DescribeInstanceHistoryEvents. */
    static Tree.Fields ofHistory(Published event, InactiveDisks disks) {
        Tree.Builder tree = Tree.build();
        shared(tree, event, disks);
        if (event.cycle() instanceof EventCycle.Closed closed) {
            tree.put("EventFinishTime", time(closed.finishedAt()));
        }
        return tree.put("InstanceId", event.subject().target().resource().text())
                .put("ResourceType", "instance")
                .end();
    }

    /** An entry of an instance in DescribeInstancesFullStatus. */
    static Tree.Fields ofStatus(Published event, InactiveDisks disks) {
        Tree.Builder tree = Tree.build();
        shared(tree, event, disks);
        return tree.end();
    }

    private static void shared(Tree.Builder tree, Published event, InactiveDisks disks) {
        tree.put("EventId", event.id().text())
                .put("EventType", named(event.type().code(), event.type().word()))
                .put(
                        "EventCycleStatus",
                        named(event.status().code(), event.status().word()))
                .put("EventPublishTime", time(event.publishedAt()))
                .put("ImpactLevel", IMPACT)
                .put("Reason", reason(event))
                .put("ExtendedAttribute", extended(event, disks));
        event.cycle().planned().ifPresent(plan -> tree.put("NotBefore", time(plan.notBefore())));
    }

    /** Why an execution failed is told where the cause of the event is. */
    private static String reason(Published event) {
        return event.cycle() instanceof EventCycle.Failed failed
                        && !failed.reason().isEmpty()
                ? event.subject().reason() + " It failed: " + failed.reason() + "."
                : event.subject().reason();
    }

    private static Tree.Fields extended(Published event, InactiveDisks disks) {
        Tree.Builder tree = Tree.build();
        DiskRef disk = switch (event.subject().target()) {
            case Target.OfInstance instance -> instance.disk();
            case Target.OfDisk ofDisk -> ofDisk.disk();
        };
        if (disk != null) {
            tree.put("DiskId", disk.id().text());
            String device = disk.device();
            if (device != null) {
                tree.put("Device", device);
            }
        }
        event.cycle().planned().map(Plan::initial).ifPresent(initial -> tree.put("InitialNotBefore", time(initial)));
        if (event.cycle() instanceof EventCycle.Inquiring) {
            tree.put("CanAccept", "true");
        }
        return tree.put(
                        "InactiveDisks",
                        "InactiveDisk",
                        disks.of(event).stream().map(EventTree::inactive).toList())
                .end();
    }

    private static Tree.Fields inactive(InactiveDisk disk) {
        Tree.Builder tree =
                Tree.build().put("CreationTime", time(disk.createdAt())).put("ReleaseTime", time(disk.since()));
        var medium = disk.medium();
        if (medium != null) {
            tree.put("DeviceCategory", medium.category())
                    .put("DeviceSize", String.valueOf(medium.gib()))
                    .put("DeviceType", medium.type());
        }
        return tree.end();
    }

    /** An entry of a disk in DescribeDisksFullStatus. */
    static Tree.Fields ofDisk(Published event) {
        Tree.Builder tree = Tree.build()
                .put("EventId", event.id().text())
                .put("EventType", named(event.type().code(), event.type().word()))
                .put("EventTime", time(started(event)))
                .put("ImpactLevel", IMPACT);
        if (event.cycle() instanceof EventCycle.Closed closed) {
            tree.put("EventEndTime", time(closed.finishedAt()));
        }
        return tree.end();
    }

    private static Instant started(Published event) {
        return switch (event.cycle()) {
            case EventCycle.Executing executing -> executing.startedAt();
            case EventCycle.Closed closed -> closed.startedAt();
            case EventCycle.Inquiring _, EventCycle.Scheduled _ -> event.publishedAt();
        };
    }

    /** {@code HealthStatus}; the reason is our own, clients that do not know it leave it out. */
    static Tree.Fields health(Health health) {
        return named(health.status().code(), health.status().word()).with("Reason", health.reason());
    }

    /** {@code {"Code":1,"Name":"Running"}}. */
    static Tree.Fields named(int code, String name) {
        return Tree.fields().with("Code", code).with("Name", name);
    }

    /** {@code yyyy-MM-ddTHH:mm:ssZ}. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
