package io.opsbus.event.rpc.ecs;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.fleet.InactiveDisk;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.kind.Operation;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The disks events are about that clean what was taken off as broken (wire: {@code InactiveDisks}; API facts 2.1); other events have none.
 *
 * @param of by instance
 */
record InactiveDisks(Map<ResourceId, List<InactiveDisk>> of) {

    /** Those of these events; costs nothing where none cleans. */
    static InactiveDisks of(KnownFleet fleet, AccountId account, Stream<Published> events) {
        Set<ResourceId> instances = events.filter(InactiveDisks::cleans)
                .map(event -> event.subject().target().resource())
                .collect(Collectors.toSet());
        return new InactiveDisks(
                instances.isEmpty()
                        ? Map.of()
                        : fleet.inactiveDisks(account, instances).stream()
                                .collect(Collectors.groupingBy(InactiveDisk::instance)));
    }

    private static boolean cleans(Published event) {
        return event.type().operation() == Operation.CLEAN_INACTIVE_DISKS;
    }

    /** What waited while the event was open. */
    List<Tree.Fields> trees(Published event) {
        if (!cleans(event)) {
            return List.of();
        }
        Instant until = event.cycle() instanceof EventCycle.Closed closed ? closed.finishedAt() : null;
        return Objects.requireNonNullElse(of.get(event.subject().target().resource()), List.<InactiveDisk>of()).stream()
                .filter(disk -> disk.waitedBetween(event.publishedAt(), until))
                .map(InactiveDisks::tree)
                .toList();
    }

    private static Tree.Fields tree(InactiveDisk disk) {
        Tree.Builder tree = Tree.build()
                .put("CreationTime", EventTree.time(disk.createdAt()))
                .put("ReleaseTime", EventTree.time(disk.since()));
        var medium = disk.medium();
        if (medium != null) {
            tree.put("DeviceCategory", medium.category())
                    .put("DeviceSize", String.valueOf(medium.gib()))
                    .put("DeviceType", medium.type());
        }
        return tree.end();
    }
}
