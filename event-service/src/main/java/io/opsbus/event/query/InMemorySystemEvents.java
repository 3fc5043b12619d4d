package io.opsbus.event.query;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Cause;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link SystemEvents} in memory, for tests; passes the same contract suite as the ones in PostgreSQL. */
public final class InMemorySystemEvents implements SystemEvents {
    private static final Comparator<Published> OLDEST_FIRST = Comparator.comparing(Published::publishedAt)
            .thenComparing(event -> event.id().text());

    private final Map<EventId, SystemEvent> kept = new ConcurrentHashMap<>();

    /** Keeps an event in its newest state; null forgets it. */
    public void put(EventId id, @Nullable SystemEvent event) {
        if (event == null) {
            kept.remove(id);
        } else {
            kept.put(id, event);
        }
    }

    @Override
    public Optional<Published> find(AccountId account, EventId id) {
        return published()
                .filter(event -> event.id().equals(id) && isOf(event, account))
                .findFirst();
    }

    @Override
    public Paging.Page list(EventFilter filter, Paging paging) {
        List<Published> all = published()
                .filter(filter::matches)
                .sorted(OLDEST_FIRST.reversed())
                .toList();
        List<Published> rest = switch (paging) {
            case Paging.ByNumber byNumber ->
                all.stream().skip(byNumber.offset()).toList();
            case Paging.After(var after, int _) ->
                after == null
                        ? all
                        : all.stream().filter(event -> isBehind(event, after)).toList();
        };
        List<Published> page = rest.stream().limit(paging.size()).toList();
        return new Paging.Page(
                page,
                all.size(),
                rest.size() > page.size() ? Optional.of(Paging.Cursor.of(page.getLast())) : Optional.empty());
    }

    private static boolean isBehind(Published event, Paging.Cursor cursor) {
        int order = event.publishedAt().compareTo(cursor.publishedAt());
        return order < 0
                || (order == 0 && event.id().text().compareTo(cursor.id().text()) < 0);
    }

    @Override
    public List<Published> openOf(AccountId account, Set<ResourceId> instances) {
        return published()
                .filter(event -> isOf(event, account) && isPending(event))
                .filter(event -> event.subject()
                        .target()
                        .instanceId()
                        .filter(instances::contains)
                        .isPresent())
                .sorted(OLDEST_FIRST)
                .toList();
    }

    @Override
    public List<EventId> pending(ResourceId instance) {
        return kept.values().stream()
                .filter(event ->
                        event.subject().target().instanceId().equals(Optional.of(instance)) && isPending(event))
                .map(SystemEvent::id)
                .sorted(Comparator.comparing(EventId::text))
                .toList();
    }

    @Override
    public List<EventId> pending(AccountId account, Cause cause) {
        return kept.values().stream()
                .filter(event -> isOf(event, account) && event.type().cause() == cause && isPending(event))
                .map(SystemEvent::id)
                .sorted(Comparator.comparing(EventId::text))
                .toList();
    }

    @Override
    public List<SystemEvent> unfinished(Unfinished which) {
        return kept.values().stream()
                .filter(which::matches)
                .sorted(Comparator.comparing(InMemorySystemEvents::plannedFor)
                        .thenComparing(event -> event.id().text()))
                .limit(which.most())
                .toList();
    }

    private static Instant plannedFor(SystemEvent event) {
        var plan = switch (event) {
            case Draft draft -> Optional.of(draft.plan());
            case Published published -> published.cycle().planned();
        };
        return plan.map(Plan::notBefore).orElse(Instant.MIN);
    }

    @Override
    public long openSimulations(AccountId account) {
        return published()
                .filter(event -> isOf(event, account) && event.subject().isSimulated() && isPending(event))
                .count();
    }

    private Stream<Published> published() {
        return kept.values().stream().filter(Published.class::isInstance).map(Published.class::cast);
    }

    private static boolean isOf(SystemEvent event, AccountId account) {
        return event.subject().target().owner().account().equals(account);
    }

    private static boolean isPending(SystemEvent event) {
        return switch (event) {
            case Draft _ -> true;
            case Published published -> published.cycle() instanceof EventCycle.Open;
        };
    }
}
