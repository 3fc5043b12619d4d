package io.opsbus.command;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of a command, sorted by key; a key has one value, which may be empty.
 *
 * @param values unmodifiable
 */
public record Tags(SortedMap<String, String> values) {
    /** The most tags a command may have (API facts 2.1). */
    public static final int MOST = 20;

    public static final Tags NONE = new Tags(new TreeMap<>());

    /** Copies. */
    public Tags {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Tags of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Tags(new TreeMap<>(values));
    }
}
