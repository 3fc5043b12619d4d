package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.ResourceScope;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Entries of one product, name and level: those for every resource, and those for some. Immutable. */
record Cell(Trie<Long, Entry> everywhere, Trie<String, Trie<Long, Entry>> somewhere) {
    static final Cell NONE = new Cell(Trie.empty(), Trie.empty());

    boolean isEmpty() {
        return everywhere.isEmpty() && somewhere.isEmpty();
    }

    /** With an entry in the place of the one of its number. */
    Cell with(Entry entry) {
        return changed(entry, all -> all.with(entry.number(), entry));
    }

    Cell without(Entry entry) {
        return changed(entry, all -> all.without(entry.number()));
    }

    private Cell changed(Entry entry, UnaryOperator<Trie<Long, Entry>> change) {
        return switch (entry.selector().resources()) {
            case ResourceScope.All _ -> new Cell(change.apply(everywhere), somewhere);
            case ResourceScope.Only(var resources) -> {
                var all = somewhere;
                for (var resource : resources) {
                    var before = all.get(resource);
                    var after = change.apply(before == null ? Trie.empty() : before);
                    all = after.isEmpty() ? all.without(resource) : all.with(resource, after);
                }
                yield new Cell(everywhere, all);
            }
        };
    }

    void candidates(Event event, String resource, Consumer<Entry> found) {
        everywhere.forEach(found);
        if (!somewhere.isEmpty()) {
            tell(somewhere.get(resource), found);
            if (!resource.equals(event.resourceArn())) {
                tell(somewhere.get(event.resourceArn()), found);
            }
        }
    }

    private static void tell(@Nullable Trie<Long, Entry> entries, Consumer<Entry> found) {
        if (entries != null) {
            entries.forEach(found);
        }
    }
}
