package io.opsbus.notifier;

import io.opsbus.notifier.condition.Condition;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are wanted (guide 4.1, 事件筛选规则). Every part must name what it wants: an empty set of levels, names or resources selects
 * nothing, never everything.
 *
 * @param product the product whose events are wanted, in any case of letters; the guide knows {@code ECS} only
 * @param statuses when present, only events whose content has one of these statuses, in any case; see {@link Event#status}
 * @param kinds when present, only events of these kinds
 * @param condition what the content must say
 */
public record Selector(
        Set<Level> levels,
        List<NamePattern> names,
        String product,
        ResourceScope resources,
        Optional<Set<String>> statuses,
        Optional<Set<EventKind>> kinds,
        Condition condition) {

    public Selector {
        levels = Set.copyOf(levels);
        names = names.stream().distinct().toList();
        statuses = statuses.map(Set::copyOf);
        kinds = kinds.map(Set::copyOf);
    }

    /** A selector that asks nothing of kind and content. */
    public Selector(
            Set<Level> levels,
            List<NamePattern> names,
            String product,
            ResourceScope resources,
            Optional<Set<String>> statuses) {
        this(levels, names, product, resources, statuses, Optional.empty(), new Condition.Always());
    }

    /** The same with one more condition on the content. */
    public Selector with(Condition other) {
        return new Selector(levels, names, product, resources, statuses, kinds, condition.and(other));
    }

    /** Whether the event is selected; whose it is does not matter here. */
    public boolean selects(Event event) {
        return levels.contains(event.level())
                && product.equalsIgnoreCase(event.product())
                && names.stream().anyMatch(pattern -> pattern.matches(event.name()))
                && resources.covers(event.resourceArn(), event.resource())
                && selectsBeyondIndex(event);
    }

    /** What is left to ask of an event the index found by product, name, level and resource. */
    public boolean selectsBeyondIndex(Event event) {
        return statusWanted(event) && kindWanted(event) && condition.met(event.text());
    }

    private boolean statusWanted(Event event) {
        return statuses.isEmpty()
                || event.status()
                        .filter(status -> statuses.get().contains(status)
                                || statuses.get().stream().anyMatch(status::equalsIgnoreCase))
                        .isPresent();
    }

    private boolean kindWanted(Event event) {
        return kinds.isEmpty()
                || EventCatalogue.kind(event.name())
                        .filter(kinds.get()::contains)
                        .isPresent();
    }
}
