package io.opsbus.notifier.store.journal;

import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Search;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake of {@link PostgresJournal}, proven by the same contract. */
public final class InMemoryJournal implements Journal {
    private record Row(Entry entry, Instant keptAt) {}

    private final Map<Place, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized void keep(List<Entry> entries, Instant now) {
        entries.forEach(entry -> rows.putIfAbsent(entry.place(), new Row(entry, now)));
    }

    @Override
    public synchronized List<Entry> find(Search search, Optional<Place> after, int limit) {
        return rows.values().stream()
                .map(Row::entry)
                .filter(search::covers)
                .filter(entry -> after.map(place -> Place.NEWEST_FIRST.compare(place, entry.place()) < 0)
                        .orElse(true))
                .sorted(Comparator.comparing(Entry::place, Place.NEWEST_FIRST))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int forget(Instant before, long most, int batch) {
        var tooMany = rows.size() - most;
        var gone = new ArrayList<Place>();
        for (var row : rows.entrySet()) {
            if (gone.size() < batch && (row.getValue().keptAt().isBefore(before) || gone.size() < tooMany)) {
                gone.add(row.getKey());
            }
        }
        gone.forEach(rows::remove);
        return gone.size();
    }
}
