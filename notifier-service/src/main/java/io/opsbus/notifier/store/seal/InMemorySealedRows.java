package io.opsbus.notifier.store.seal;

import io.opsbus.seal.KeyId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fake of {@link PostgresSealedRows}, proven by the same contract. */
public final class InMemorySealedRows implements SealedRows {
    private static final Comparator<List<String>> ORDER = Comparator.comparing(key -> String.join("\0", key));

    private final Place place;
    private final Map<List<String>, String> documents = new TreeMap<>(ORDER);

    /** Of a place, without any row. */
    public InMemorySealedRows(Place place) {
        this.place = place;
    }

    /** Adds a row, or changes it. */
    public synchronized void put(List<String> key, String document) {
        documents.put(key, document);
    }

    /** All there is. */
    public synchronized List<String> documents() {
        return List.copyOf(documents.values());
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public synchronized Map<String, Long> byKey() {
        var counts = new TreeMap<String, Long>();
        documents
                .values()
                .forEach(document -> SealedJson.keys(document).forEach(key -> counts.merge(key, 1L, Long::sum)));
        return counts;
    }

    @Override
    public synchronized List<Row> otherThan(KeyId current, List<String> after, int limit) {
        return documents.entrySet().stream()
                .filter(row -> after.isEmpty() || ORDER.compare(row.getKey(), after) > 0)
                .filter(row -> !Set.of(current.text()).containsAll(SealedJson.keys(row.getValue())))
                .limit(limit)
                .map(row -> new Row(row.getKey(), row.getValue()))
                .toList();
    }

    @Override
    public synchronized boolean replace(Row before, String document) {
        return documents.replace(before.key(), before.document(), document);
    }
}
