package io.opsbus.notifier.store.silence;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.silence.Ongoing;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake of {@link PostgresOngoing}, proven by the same contract. */
public final class InMemoryOngoing implements Ongoing {
    private record Row(Span span, boolean ended) {
        boolean isOngoing(Instant now) {
            return !ended && span.until().isAfter(now);
        }
    }

    private final Map<Place, Row> rows = new HashMap<>();

    @Override
    public synchronized void begin(Place place, Span span) {
        var known = rows.get(place);
        if (known != null && known.span.event().equals(span.event())) {
            return;
        }
        var since = known != null && known.isOngoing(span.since()) ? known.span.since() : span.since();
        rows.put(place, new Row(new Span(span.event(), since, span.until()), false));
    }

    @Override
    public synchronized void end(Place place) {
        rows.computeIfPresent(place, (_, row) -> new Row(row.span, true));
    }

    @Override
    public synchronized Optional<Place> first(List<Place> asked, Instant now) {
        return asked.stream()
                .filter(place -> rows.containsKey(place) && rows.get(place).isOngoing(now))
                .findFirst();
    }

    @Override
    public synchronized List<Going> of(AccountId account, String inhibition, Instant now, int limit) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account)
                        && entry.getKey().inhibition().equals(inhibition)
                        && entry.getValue().isOngoing(now))
                .map(entry -> new Going(entry.getKey(), entry.getValue().span))
                .sorted(Comparator.comparing(going -> going.place().resource()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int forget(Instant before) {
        var size = rows.size();
        rows.values().removeIf(row -> row.span.until().isBefore(before));
        return size - rows.size();
    }
}
