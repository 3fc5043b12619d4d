package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.NamePattern;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one product by the names they want. An exact name is one look-up, prefixes are one for each length there is, whatever
 * their number. Immutable.
 *
 * @param lengths of the prefixes
 */
record Names(Trie<String, Levels> exact, Trie<String, Levels> prefixes, Levels any, Lengths lengths) {
    static final Names NONE = new Names(Trie.empty(), Trie.empty(), Levels.NONE, Lengths.NONE);

    boolean isEmpty() {
        return exact.isEmpty() && prefixes.isEmpty() && any.isEmpty();
    }

    /** With an entry in the place of the one of its number. */
    Names with(Entry entry) {
        return changed(entry, levels -> levels.with(entry));
    }

    Names without(Entry entry) {
        return changed(entry, levels -> levels.without(entry));
    }

    private Names changed(Entry entry, UnaryOperator<Levels> change) {
        var names = this;
        for (var pattern : entry.selector().names()) {
            names = names.changed(pattern, change);
        }
        return names;
    }

    private Names changed(NamePattern pattern, UnaryOperator<Levels> change) {
        return switch (pattern) {
            case NamePattern.Any() -> new Names(exact, prefixes, change.apply(any), lengths);
            case NamePattern.Exact(var name) -> new Names(changed(exact, name, change), prefixes, any, lengths);
            case NamePattern.Prefix(var stem) -> {
                var after = changed(prefixes, stem, change);
                yield new Names(exact, after, any, lengths.plus(stem.length(), after.size() - prefixes.size()));
            }
        };
    }

    private static Trie<String, Levels> changed(Trie<String, Levels> all, String name, UnaryOperator<Levels> change) {
        var before = all.get(name);
        var after = change.apply(before == null ? Levels.NONE : before);
        return after.isEmpty() ? all.without(name) : all.with(name, after);
    }

    /** An entry may be found more than once. */
    void candidates(Event event, Consumer<Entry> found) {
        var resource = event.resource();
        var name = event.name();
        any.candidates(event, resource, found);
        visit(exact.get(name), event, resource, found);
        lengths.upTo(name.length(), length -> visit(prefixes.get(name.substring(0, length)), event, resource, found));
    }

    private static void visit(@Nullable Levels levels, Event event, String resource, Consumer<Entry> found) {
        if (levels != null) {
            levels.candidates(event, resource, found);
        }
    }
}
