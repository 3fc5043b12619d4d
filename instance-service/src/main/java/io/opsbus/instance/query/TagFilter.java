package io.opsbus.instance.query;

import java.util.Set;

/**
 * Resources that have a tag.
 *
 * @param values any of them; empty means any value
 */
public record TagFilter(String key, Set<String> values) {
    /** Copies. */
    public TagFilter {
        values = Set.copyOf(values);
    }
}
