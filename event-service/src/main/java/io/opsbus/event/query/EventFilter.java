package io.opsbus.event.query;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which published events of one account are asked for; all criteria must hold. Null is no criterion, an empty set selects
 * nothing.
 *
 * @param scope whose events, where, of which kind of resource
 * @param ids the events
 * @param resources the instances, or the disks
 * @param types the types
 * @param statuses the states
 * @param times when they were published and planned
 */
public record EventFilter(
        Scope scope,
        @Nullable Set<EventId> ids,
        @Nullable Set<ResourceId> resources,
        @Nullable Set<EventType> types,
        Set<EventStatus> statuses,
        Times times) {
    /** The states of closed events: what DescribeInstanceHistoryEvents tells unless asked otherwise (API facts 2.1). */
    public static final Set<EventStatus> CLOSED =
            EnumSet.complementOf(EnumSet.of(EventStatus.INQUIRING, EventStatus.SCHEDULED, EventStatus.EXECUTING));

    /** The states of open events. */
    public static final Set<EventStatus> OPEN =
            EnumSet.of(EventStatus.INQUIRING, EventStatus.SCHEDULED, EventStatus.EXECUTING);

    /**
     * What an account may see at most.
     *
     * @param ofDisks events of disks; else those of instances
     */
    public record Scope(AccountId account, String region, boolean ofDisks) {}

    /**
     * Ranges of an event's times.
     *
     * @param published when an event was made known
     * @param notBefore when it is planned for; an event that was never planned lies in the open range alone
     */
    public record Times(TimeRange published, TimeRange notBefore) {
        /** Whenever. */
        public static final Times ANY = new Times(TimeRange.ALWAYS, TimeRange.ALWAYS);
    }

    /** Keeps its own copies. */
    public EventFilter {
        ids = ids == null ? null : Set.copyOf(ids);
        resources = resources == null ? null : Set.copyOf(resources);
        types = types == null ? null : Set.copyOf(types);
        statuses = Set.copyOf(statuses);
    }

    /** Everything of the scope in these states. */
    public static EventFilter of(Scope scope, Set<EventStatus> statuses) {
        return new EventFilter(scope, null, null, null, statuses, Times.ANY);
    }

    /** The same for these resources. */
    public EventFilter about(Set<ResourceId> those) {
        return new EventFilter(scope, ids, those, types, statuses, times);
    }

    /** The same for these types. */
    public EventFilter ofTypes(Set<EventType> those) {
        return new EventFilter(scope, ids, resources, those, statuses, times);
    }

    /** The same for these ids. */
    public EventFilter withIds(Set<EventId> those) {
        return new EventFilter(scope, those, resources, types, statuses, times);
    }

    /** The same within these times. */
    public EventFilter within(Times those) {
        return new EventFilter(scope, ids, resources, types, statuses, those);
    }

    /** Whether nothing can match. */
    public boolean isEmpty() {
        return statuses.isEmpty()
                || isEmpty(ids)
                || isEmpty(resources)
                || isEmpty(types)
                || times.published().isReversed()
                || times.notBefore().isReversed();
    }

    private static boolean isEmpty(@Nullable Set<?> criterion) {
        return criterion != null && criterion.isEmpty();
    }

    /** Whether this event is asked for; the stores' queries say the same in SQL. */
    public boolean matches(Published event) {
        var target = event.subject().target();
        return target.owner().account().equals(scope.account())
                && target.owner().region().equals(scope.region())
                && event.type().isOfDisk() == scope.ofDisks()
                && holds(ids, event.id())
                && holds(resources, target.resource())
                && holds(types, event.type())
                && statuses.contains(event.status())
                && times.published().contains(event.publishedAt())
                && times.notBefore().contains(notBefore(event.cycle()));
    }

    private static <T> boolean holds(@Nullable Set<T> criterion, T value) {
        return criterion == null || criterion.contains(value);
    }

    private static @Nullable Instant notBefore(EventCycle cycle) {
        return cycle.planned().map(Plan::notBefore).orElse(null);
    }
}
