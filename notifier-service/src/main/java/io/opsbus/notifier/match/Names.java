package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one product by the names they want. An exact name is one look-up, prefixes are one for each length there is, whatever
 * their number.
 */
final class Names {
    private final Map<String, Map<Level, Cell>> exact = new HashMap<>();
    private final Map<String, Map<Level, Cell>> prefixes = new HashMap<>();
    private final Map<Level, Cell> any = new EnumMap<>(Level.class);
    private int[] lengths = {};

    void add(Entry entry) {
        for (var pattern : entry.selector().names()) {
            var levels = switch (pattern) {
                case NamePattern.Exact(var name) -> exact.computeIfAbsent(name, _ -> new EnumMap<>(Level.class));
                case NamePattern.Prefix(var stem) -> {
                    withLength(stem.length());
                    yield prefixes.computeIfAbsent(stem, _ -> new EnumMap<>(Level.class));
                }
                case NamePattern.Any() -> any;
            };
            entry.selector()
                    .levels()
                    .forEach(level ->
                            levels.computeIfAbsent(level, _ -> new Cell()).add(entry));
        }
    }

    private void withLength(int length) {
        if (Arrays.binarySearch(lengths, length) < 0) {
            lengths = Arrays.copyOf(lengths, lengths.length + 1);
            lengths[lengths.length - 1] = length;
            Arrays.sort(lengths);
        }
    }

    /** An entry may be found more than once. */
    void candidates(Event event, Consumer<Entry> found) {
        var resource = event.resource();
        visit(any, event, resource, found);
        visit(exact.get(event.name()), event, resource, found);
        for (var length : lengths) {
            if (length > event.name().length()) {
                break;
            }
            visit(prefixes.get(event.name().substring(0, length)), event, resource, found);
        }
    }

    private static void visit(@Nullable Map<Level, Cell> levels, Event event, String resource, Consumer<Entry> found) {
        var cell = levels == null ? null : levels.get(event.level());
        if (cell != null) {
            cell.candidates(event, resource, found);
        }
    }
}
