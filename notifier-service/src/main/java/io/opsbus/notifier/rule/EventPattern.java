package io.opsbus.notifier.rule;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.condition.Condition;
import io.opsbus.notifier.condition.Search;
import io.opsbus.notifier.meta.EventKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the ways an event can be what a rule is about; checked by {@link PatternCheck}. Texts as the caller wrote them.
 *
 * @param levels, names, kinds, statuses an empty list asks nothing; {@code *} says everything
 */
public record EventPattern(
        String product,
        List<String> levels,
        List<String> names,
        List<String> kinds,
        List<String> statuses,
        Words words) {
    /** The product of events of the customer's own; no system event has it. */
    public static final String CUSTOM_PRODUCT = "CUSTOM";

    /** What the product of events begins with that tell what a rule has counted; no other event's does. */
    public static final String COUNTED = "!";

    private static final String ALL = "*";

    public EventPattern {
        levels = List.copyOf(levels);
        names = List.copyOf(names);
        kinds = List.copyOf(kinds);
        statuses = List.copyOf(statuses);
    }

    /**
     * What is asked of the content; empty texts ask nothing.
     *
     * @param relation {@code OR}, {@code AND} or {@code NOT}: any, each or none of the keywords
     * @param search a sentence of words, see {@link Search}
     * @param custom one more text the content must hold
     */
    public record Words(List<String> keywords, String relation, String search, String custom) {
        /** Nothing is asked. */
        public static final Words NONE = new Words(List.of(), "", "", "");

        public Words {
            keywords = List.copyOf(keywords);
        }

        Condition condition() {
            Condition sentence = search.isEmpty()
                    ? new Condition.Always()
                    : Search.parse(search).orElseThrow(() -> new IllegalStateException("checked before it was kept"));
            Condition text = custom.isEmpty() ? new Condition.Always() : new Condition.Holds(custom);
            return keywordCondition().and(sentence).and(text);
        }

        private Condition keywordCondition() {
            if (keywords.isEmpty()) {
                return new Condition.Always();
            }
            var parts = keywords.stream().<Condition>map(Condition.Holds::new).toList();
            return switch (relation) {
                case "NOT" -> new Condition.Not(new Condition.Either(parts));
                case "AND" -> new Condition.All(parts);
                default -> new Condition.Either(parts);
            };
        }
    }

    /** The form the router matches by. */
    Selector compile(ResourceScope scope) {
        return new Selector(
                levelSet(),
                names.isEmpty()
                        ? List.of(new NamePattern.Any())
                        : names.stream()
                                .map(text -> NamePattern.parse(text).orElseThrow())
                                .toList(),
                product,
                scope,
                asked(statuses).map(Set::copyOf),
                asked(kinds).map(EventPattern::kindSet),
                words.condition());
    }

    /** The form for events of the customer's own, which have neither level, type nor status; the group is their resource. */
    Selector compileForCustom(ResourceScope scope) {
        var system = compile(scope);
        return new Selector(
                EnumSet.allOf(Level.class),
                system.names(),
                CUSTOM_PRODUCT,
                scope,
                Optional.empty(),
                Optional.empty(),
                system.condition());
    }

    private Set<Level> levelSet() {
        var set = EnumSet.noneOf(Level.class);
        asked(levels).orElse(List.of("CRITICAL", "WARN", "INFO")).forEach(word -> set.add(Level.valueOf(word)));
        return set;
    }

    private static Set<EventKind> kindSet(List<String> words) {
        var set = EnumSet.noneOf(EventKind.class);
        words.forEach(word -> set.add(EventKind.of(word).orElseThrow()));
        return set;
    }

    private static Optional<List<String>> asked(List<String> words) {
        return words.isEmpty() || words.contains(ALL) ? Optional.empty() : Optional.of(words);
    }
}
