package io.opsbus.notifier.template;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields a template may name, and where. What is not here is no field, so nothing of the program can be reached. */
final class Vocabulary {
    /**
     * What can be named at one place.
     *
     * @param texts fields; as a section they ask whether there is any
     * @param inner sections with fields of their own
     */
    record Scope(Set<String> texts, Map<String, Scope> inner) {
        /** For people: everything that can be named here. */
        String list() {
            var names = new TreeSet<>(texts);
            inner.keySet().forEach(name -> names.add("#" + name));
            return String.join(", ", names);
        }
    }

    private static final Scope DETAIL = new Scope(Set.of("key", "value"), Map.of());
    private static final Scope SINGLE = new Scope(
            Set.of(
                    "name",
                    "level",
                    "levelWord",
                    "label",
                    "id",
                    "product",
                    "account",
                    "status",
                    "resource",
                    "region",
                    "time"),
            Map.of("details", DETAIL));
    private static final Scope GROUP =
            new Scope(Set.of("name", "level", "levelWord", "label", "count", "resources", "more"), Map.of());

    /** Outside of every section. */
    static final Scope ROOT =
            new Scope(Set.of("count", "moreEvents", "moreGroups"), Map.of("single", SINGLE, "groups", GROUP));

    private Vocabulary() {}
}
