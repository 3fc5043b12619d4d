package io.opsbus.notifier.store.seal;

import io.opsbus.seal.KeyId;
import java.util.List;
import java.util.Map;

/** The rows of one place that hold sealed secrets, durable. */
public interface SealedRows {
    /**
     * A row.
     *
     * @param key what names it
     * @param document its JSON
     */
    record Row(List<String> key, String document) {}

    /** Which place. */
    Place place();

    /** How many rows hold something sealed by each key; the empty text stands for what names no key. */
    Map<String, Long> byKey();

    /**
     * Rows that hold something sealed by another key, or by one that is not named.
     *
     * @param after only rows behind this one in their order; empty: from the first
     */
    List<Row> otherThan(KeyId current, List<String> after, int limit);

    /** Replaces the document of a row, unless it is another by now; whether it did. */
    boolean replace(Row before, String document);
}
