package io.opsbus.notifier.store;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fake of {@link PostgresPastEvents}. */
public final class InMemoryPastEvents implements PastEvents {
    private record Name(AccountId account, UUID key) {}

    private record Row(PastEvent past, Instant kept, long order) {}

    private static final Comparator<Row> OLDEST_FIRST =
            Comparator.comparing((Row row) -> row.past.event().eventTime()).thenComparingLong(Row::order);

    private final Map<Name, Row> rows = new LinkedHashMap<>();
    private long next;

    @Override
    public synchronized void keep(List<PastEvent> events, Instant now) {
        events.forEach(
                past -> rows.putIfAbsent(new Name(past.event().account(), past.key()), new Row(past, now, ++next)));
    }

    private Stream<PastEvent> newestFirst(Query query) {
        return rows.values().stream()
                .filter(row -> query.covers(row.past))
                .sorted(OLDEST_FIRST.reversed())
                .map(Row::past);
    }

    @Override
    public synchronized List<PastEvent> find(Query query, long offset, int limit) {
        return newestFirst(query).skip(offset).limit(limit).toList();
    }

    private static Place place(Row row) {
        return new Place(row.past.event().eventTime(), row.order);
    }

    private static boolean isBehind(Row row, Place place) {
        var times = row.past.event().eventTime().compareTo(place.time());
        return times > 0 || (times == 0 && row.order > place.number());
    }

    @Override
    public synchronized Optional<Place> before(Query query, int most) {
        return rows.values().stream()
                .filter(row -> query.covers(row.past))
                .sorted(OLDEST_FIRST.reversed())
                .skip(most)
                .findFirst()
                .map(InMemoryPastEvents::place);
    }

    @Override
    public synchronized Part after(Query query, Optional<Place> place, int limit) {
        var found = rows.values().stream()
                .filter(row -> query.covers(row.past)
                        && place.map(one -> isBehind(row, one)).orElse(true))
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .toList();
        return new Part(
                found.stream().map(Row::past).toList(),
                found.isEmpty() ? Optional.empty() : Optional.of(place(found.getLast())));
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
        return Objects.requireNonNull(rows.get(new Name(past.event().account(), past.key())))
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
    public synchronized int forgetBefore(Instant before, int batch) {
        var old = rows.values().stream()
                .filter(row -> row.kept.isBefore(before))
                .limit(batch)
                .toList();
        rows.values().removeAll(old);
        return old.size();
    }

    @Override
    public synchronized Map<AccountId, Long> sizes() {
        return rows.keySet().stream().collect(Collectors.groupingBy(Name::account, Collectors.counting()));
    }

    @Override
    public synchronized long forgetBeyond(AccountId account, long most, int batch) {
        var gone = rows.values().stream()
                .filter(row -> row.past.event().account().equals(account))
                .sorted(OLDEST_FIRST.reversed())
                .skip(most)
                .toList();
        rows.values().removeAll(gone);
        return gone.size();
    }
}
