package io.opsbus.notifier.store;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fake of {@link PostgresPastEvents}. */
public final class InMemoryPastEvents implements PastEvents {
    private record Place(AccountId account, UUID key) {}

    private record Row(PastEvent past, Instant kept, long order) {}

    private final Map<Place, Row> rows = new LinkedHashMap<>();
    private long next;

    @Override
    public synchronized void keep(List<PastEvent> events, Instant now) {
        events.forEach(
                past -> rows.putIfAbsent(new Place(past.event().account(), past.key()), new Row(past, now, ++next)));
    }

    private Stream<PastEvent> newestFirst(Query query) {
        return rows.values().stream()
                .filter(row -> query.covers(row.past))
                .sorted(Comparator.comparing((Row row) -> row.past.event().eventTime())
                        .thenComparingLong(Row::order)
                        .reversed())
                .map(Row::past);
    }

    @Override
    public synchronized List<PastEvent> find(Query query, long offset, int limit) {
        return newestFirst(query).skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized List<Tally> count(Query query, int limit) {
        var sorts = newestFirst(query)
                .collect(Collectors.groupingBy(InMemoryPastEvents::sort, LinkedHashMap::new, Collectors.toList()));
        return sorts.entrySet().stream()
                .map(entry -> {
                    var sort = entry.getKey();
                    var last = entry.getValue().getFirst().event().eventTime();
                    var kept = Collections.max(entry.getValue(), Comparator.comparingLong(this::order));
                    return new Tally(
                            sort.product(),
                            sort.name(),
                            sort.level(),
                            sort.region(),
                            sort.resource(),
                            sort.status(),
                            entry.getValue().size(),
                            last,
                            kept.json());
                })
                .sorted(Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::name))
                .limit(limit)
                .toList();
    }

    private long order(PastEvent past) {
        return Objects.requireNonNull(rows.get(new Place(past.event().account(), past.key())))
                .order();
    }

    private static Tally sort(PastEvent past) {
        var event = past.event();
        return new Tally(
                event.product(),
                event.name(),
                event.level(),
                past.region(),
                event.resource(),
                event.status().orElse(""),
                0,
                Instant.EPOCH,
                "");
    }

    @Override
    public synchronized int forget(Instant before, long most) {
        var size = rows.size();
        rows.values().removeIf(row -> row.kept.isBefore(before));
        var old = new ArrayList<>(rows.keySet());
        old.stream().limit(Math.max(0, rows.size() - most)).forEach(rows::remove);
        return size - rows.size();
    }
}
