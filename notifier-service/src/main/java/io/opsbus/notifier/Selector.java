package io.opsbus.notifier;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are wanted (guide 4.1, 事件筛选规则). Every part must name what it wants: an empty set of levels, names or resources selects
 * nothing, never everything.
 *
 * @param product the product whose events are wanted; the guide knows {@code ECS} only
 * @param statuses when present, only events whose content has one of these statuses; see {@link Event#status}
 */
public record Selector(
        Set<Level> levels,
        List<NamePattern> names,
        String product,
        ResourceScope resources,
        Optional<Set<String>> statuses) {

    public Selector {
        levels = Set.copyOf(levels);
        names = names.stream().distinct().toList();
        statuses = statuses.map(Set::copyOf);
    }

    /** Whether the event is selected; whose it is does not matter here. */
    public boolean selects(Event event) {
        return levels.contains(event.level())
                && product.equals(event.product())
                && names.stream().anyMatch(pattern -> pattern.matches(event.name()))
                && resources.covers(event.resourceArn(), event.resource())
                && statusWanted(event);
    }

    private boolean statusWanted(Event event) {
        return statuses.map(wanted -> event.status().map(wanted::contains).orElse(false))
                .orElse(true);
    }
}
