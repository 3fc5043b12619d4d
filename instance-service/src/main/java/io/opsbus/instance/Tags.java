package io.opsbus.instance;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of a resource, sorted by key; a key has one value, which may be empty.
 *
 * @param values unmodifiable
 */
public record Tags(SortedMap<String, String> values) {
    /** The most tags a resource may have. */
    public static final int MOST = 20;

    public static final Tags NONE = new Tags(new TreeMap<>());

    /** Copies. */
    public Tags {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Tags of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Tags(new TreeMap<>(values));
    }

    /** These and {@code more}; of one key the later value counts. */
    public Tags with(Tags more) {
        var all = new TreeMap<>(values);
        all.putAll(more.values);
        return new Tags(all);
    }

    /** These without those keys; a key that is not there is no error. */
    public Tags without(Set<String> keys) {
        var left = new TreeMap<>(values);
        left.keySet().removeAll(keys);
        return new Tags(left);
    }

    /** Whether a resource may have as many. */
    public boolean fit() {
        return values.size() <= MOST;
    }
}
