package io.opsbus.event.fleet;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Operation;
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
 * @param byInstance what was taken off each
 */
public record InactiveDisks(Map<ResourceId, List<InactiveDisk>> byInstance) {

    /** Those of these events; costs nothing where none cleans. */
    public static InactiveDisks of(KnownFleet fleet, AccountId account, Stream<Published> events) {
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
    public List<InactiveDisk> of(Published event) {
        if (!cleans(event)) {
            return List.of();
        }
        Instant until = event.cycle() instanceof EventCycle.Closed closed ? closed.finishedAt() : null;
        return Objects.requireNonNullElse(
                        byInstance.get(event.subject().target().resource()), List.<InactiveDisk>of())
                .stream()
                .filter(disk -> disk.waitedBetween(event.publishedAt(), until))
                .toList();
    }
}
