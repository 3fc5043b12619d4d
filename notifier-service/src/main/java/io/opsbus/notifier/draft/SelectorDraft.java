package io.opsbus.notifier.draft;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events somebody means. Absent lists are given as empty lists; everything must be said.
 *
 * @param statuses empty optional when the request has no such filter
 */
public record SelectorDraft(
        List<String> levels,
        List<String> names,
        String product,
        List<String> resources,
        Optional<List<String>> statuses) {
    private static final int MAX_NAMES = 100;
    private static final int MAX_RESOURCE = 256;

    public SelectorDraft {
        levels = List.copyOf(levels);
        names = List.copyOf(names);
        resources = List.copyOf(resources);
        statuses = statuses.map(List::copyOf);
    }

    /**
     * Products that may be asked for.
     *
     * @param told what is said to who asks for another
     */
    public record Products(Set<String> names, String told) {
        public Products {
            names = Set.copyOf(names);
        }
    }

    /** The selector; of no use when problems were added. */
    public Selector check(Products products, List<FieldProblem> problems) {
        var wantedLevels = checkLevels(problems);
        var wantedNames = checkNames(problems);
        if (!products.names().contains(product)) {
            problems.add(new FieldProblem("product", product.isEmpty() ? "Missing" : "Unknown", products.told()));
        }
        var scope = checkResources(problems);
        var wantedStatuses = statuses.map(words -> checkStatuses(words, problems));
        return new Selector(wantedLevels, wantedNames, product, scope, wantedStatuses);
    }

    private Set<Level> checkLevels(List<FieldProblem> problems) {
        var found = EnumSet.noneOf(Level.class);
        if (levels.isEmpty()) {
            problems.add(new FieldProblem("levels", "Missing", "name at least one of CRITICAL, WARN, INFO"));
        }
        for (var i = 0; i < levels.size(); i++) {
            var level = Level.of(levels.get(i));
            level.ifPresent(found::add);
            if (level.isEmpty()) {
                problems.add(new FieldProblem("levels[" + i + "]", "Unknown", "a level is CRITICAL, WARN or INFO"));
            }
        }
        return found;
    }

    private List<NamePattern> checkNames(List<FieldProblem> problems) {
        var found = new LinkedHashSet<NamePattern>();
        if (names.isEmpty()) {
            problems.add(new FieldProblem("names", "Missing", "name at least one event, a prefix*, or * for all"));
        }
        if (names.size() > MAX_NAMES) {
            problems.add(new FieldProblem("names", "TooMany", "at most " + MAX_NAMES + " names"));
        }
        for (var i = 0; i < names.size(); i++) {
            var pattern = NamePattern.parse(names.get(i));
            pattern.ifPresent(found::add);
            if (pattern.isEmpty()) {
                problems.add(new FieldProblem("names[" + i + "]", "Invalid", "not an event name, prefix* or *"));
            }
        }
        return new ArrayList<>(found);
    }

    private ResourceScope checkResources(List<FieldProblem> problems) {
        if (resources.equals(List.of("*"))) {
            return new ResourceScope.All();
        }
        if (resources.isEmpty()) {
            problems.add(new FieldProblem("resources", "Missing", "name at least one resource, or * for all"));
        }
        if (resources.size() > ResourceScope.MAX) {
            problems.add(new FieldProblem("resources", "TooMany", "at most " + ResourceScope.MAX + " resources"));
        }
        for (var i = 0; i < resources.size(); i++) {
            if (!isResource(resources.get(i))) {
                problems.add(new FieldProblem(
                        "resources[" + i + "]", "Invalid", "not a resource id or ARN; * stands alone"));
            }
        }
        return new ResourceScope.Only(Set.copyOf(resources));
    }

    /** The guide's own masked ids hold stars, so a star inside is allowed, a lone one in a list is not. */
    private static boolean isResource(String text) {
        return text.length() > 1
                && text.length() <= MAX_RESOURCE
                && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static Set<String> checkStatuses(List<String> words, List<FieldProblem> problems) {
        if (words.isEmpty() || words.size() > MAX_NAMES) {
            problems.add(new FieldProblem(
                    "statuses", words.isEmpty() ? "Missing" : "TooMany", "1 to 100 statuses, or leave the field out"));
        }
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.isEmpty() || word.length() > 64 || !word.chars().allMatch(Character::isLetterOrDigit)) {
                problems.add(new FieldProblem("statuses[" + i + "]", "Invalid", "a status is one word"));
            }
        }
        return Set.copyOf(words);
    }
}
