package io.opsbus.rpc.parameter;

import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The names under one list, by index. Memory follows the number of names sent, never the size of an index.
 *
 * @param list full name of the list, such as {@code EventPattern.1.LevelList}
 * @param isLeaf by index: true for {@code Name.1}, false for {@code Name.1.Field}
 */
record IndexedNames(String list, SortedMap<Integer, Boolean> isLeaf) {
    /** Indices above are refused; the largest documented list has 500 entries. */
    static final int MAX_INDEX = 99_999;

    static Got<IndexedNames> under(String list, NavigableMap<String, String> all, int limit) {
        if (all.containsKey(list)) {
            return Got.wrong(list, Reason.MALFORMED, "is a list: write " + list + ".1");
        }
        String dotted = list + ".";
        SortedMap<Integer, Boolean> found = new TreeMap<>();
        for (String name : all.subMap(dotted, Parameters.afterDot(dotted)).keySet()) {
            int dot = name.indexOf('.', dotted.length());
            int index = index(name.substring(dotted.length(), dot < 0 ? name.length() : dot));
            if (index < 1) {
                return Got.wrong(name, Reason.MALFORMED, "needs an index from 1 to " + MAX_INDEX);
            }
            Boolean before = found.put(index, dot < 0);
            if (before != null && before != dot < 0) {
                return Got.wrong(name, Reason.MALFORMED, "is given both as a value and as a struct");
            }
            if (found.size() > limit) {
                return Got.wrong(list, Reason.TOO_MANY, "has more than " + limit + " entries");
            }
        }
        return found.isEmpty() ? new Got.Absent<>() : new Got.Given<>(new IndexedNames(list, found));
    }

    Got<List<String>> texts(NavigableMap<String, String> all) {
        List<String> texts = new ArrayList<>(isLeaf.size());
        for (var entry : isLeaf.entrySet()) {
            String text = all.get(list + "." + entry.getKey());
            if (text == null) {
                return Got.wrong(list + "." + entry.getKey(), Reason.MALFORMED, "must be a value, not a struct");
            }
            texts.add(text);
        }
        return new Got.Given<>(List.copyOf(texts));
    }

    Got<List<String>> structs() {
        List<String> prefixes = new ArrayList<>(isLeaf.size());
        for (var entry : isLeaf.entrySet()) {
            if (entry.getValue()) {
                return Got.wrong(list + "." + entry.getKey(), Reason.MALFORMED, "must be a struct, not a value");
            }
            prefixes.add(list + "." + entry.getKey() + ".");
        }
        return new Got.Given<>(List.copyOf(prefixes));
    }

    /** 0 when {@code text} is no index. "01" is none: it would name the same entry as "1". */
    private static int index(String text) {
        if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
            return 0;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return 0;
            }
        }
        return Integer.parseInt(text);
    }
}
