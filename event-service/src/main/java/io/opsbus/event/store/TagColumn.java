package io.opsbus.event.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The column {@code tags text[]}: one element for each tag, {@code <length of the key>:<key><value>}, so that no key and no value can be
 * taken for another pair, and "has all of these" is one containment.
 */
final class TagColumn {
    private static final char LENGTH_ENDS = ':';

    private TagColumn() {}

    static List<String> written(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey().length() + String.valueOf(LENGTH_ENDS) + tag.getKey() + tag.getValue())
                .sorted()
                .toList();
    }

    static Map<String, String> read(ResultSet row) throws SQLException {
        var tags = new TreeMap<String, String>();
        Array column = row.getArray("tags");
        for (String element : (String[]) column.getArray()) {
            int start = element.indexOf(LENGTH_ENDS) + 1;
            int end = start + Integer.parseInt(element, 0, start - 1, 10);
            tags.put(element.substring(start, end), element.substring(end));
        }
        return tags;
    }
}
