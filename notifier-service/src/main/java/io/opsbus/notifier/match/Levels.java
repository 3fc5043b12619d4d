package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Entries of one product and name: a cell for each level that has some. Immutable. */
record Levels(Map<Level, Cell> cells) {
    static final Levels NONE = new Levels(Map.of());

    boolean isEmpty() {
        return cells.isEmpty();
    }

    Levels with(Entry entry) {
        return changed(entry.selector().levels(), cell -> cell.with(entry));
    }

    Levels without(Entry entry) {
        return changed(entry.selector().levels(), cell -> cell.without(entry));
    }

    private Levels changed(Set<Level> levels, UnaryOperator<Cell> change) {
        var changed = new EnumMap<Level, Cell>(Level.class);
        changed.putAll(cells);
        for (var level : levels) {
            var after = change.apply(cells.getOrDefault(level, Cell.NONE));
            if (after.isEmpty()) {
                changed.remove(level);
            } else {
                changed.put(level, after);
            }
        }
        return new Levels(Collections.unmodifiableMap(changed));
    }

    void candidates(Event event, String resource, Consumer<Entry> found) {
        var cell = cells.get(event.level());
        if (cell != null) {
            cell.candidates(event, resource, found);
        }
    }
}
