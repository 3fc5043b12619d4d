package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.ResourceScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Entries of one product, name and level: those for every resource, and those for some. */
final class Cell {
    private final List<Entry> everywhere = new ArrayList<>(1);
    /** Made when the first is put: most cells have none. */
    private Map<String, List<Entry>> somewhere = Map.of();

    void add(Entry entry) {
        switch (entry.selector().resources()) {
            case ResourceScope.All _ -> everywhere.add(entry);
            case ResourceScope.Only(var resources) -> {
                if (somewhere.isEmpty()) {
                    somewhere = new HashMap<>(2);
                }
                resources.forEach(resource -> somewhere
                        .computeIfAbsent(resource, _ -> new ArrayList<>(1))
                        .add(entry));
            }
        }
    }

    void candidates(Event event, String resource, Consumer<Entry> found) {
        everywhere.forEach(found);
        if (!somewhere.isEmpty()) {
            somewhere.getOrDefault(resource, List.of()).forEach(found);
            if (!resource.equals(event.resourceArn())) {
                somewhere.getOrDefault(event.resourceArn(), List.of()).forEach(found);
            }
        }
    }
}
