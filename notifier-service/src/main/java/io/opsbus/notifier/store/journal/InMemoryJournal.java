package io.opsbus.notifier.store.journal;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Search;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    public synchronized int forgetBefore(Instant before, int batch) {
        var old = rows.entrySet().stream()
                .filter(row -> row.getValue().keptAt().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(batch)
                .toList();
        old.forEach(rows::remove);
        return old.size();
    }

    private static AccountId account(Row row) {
        return row.entry().subject().account();
    }

    @Override
    public synchronized Map<AccountId, Long> sizes() {
        return rows.values().stream().collect(Collectors.groupingBy(InMemoryJournal::account, Collectors.counting()));
    }

    @Override
    public synchronized long forgetBeyond(AccountId account, long most, int batch) {
        var gone = rows.values().stream()
                .filter(row -> account(row).equals(account))
                .map(row -> row.entry().place())
                .sorted(Place.NEWEST_FIRST)
                .skip(most)
                .toList();
        gone.forEach(rows::remove);
        return gone.size();
    }
}
