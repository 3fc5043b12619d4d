package io.opsbus.notifier;

import io.opsbus.notifier.pace.PaceDraft;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subscription as somebody asked for it, not yet checked. Absent lists are given as empty lists.
 *
 * @param statuses empty optional when the request has no such filter
 * @param target its fields, as {@link Target#read} takes them
 * @param fallback likewise; empty when the request names none
 * @param order the word for a {@link ResourceOrder}; empty when the request names none
 */
public record SubscriptionDraft(
        List<String> levels,
        List<String> names,
        String product,
        List<String> resources,
        Optional<List<String>> statuses,
        Map<String, ?> target,
        boolean enabled,
        PaceDraft pace,
        Optional<Second> fallback,
        Optional<String> order) {
    private static final String ORDER = "resourceOrder";
    private static final int MAX_NAMES = 100;
    private static final int MAX_RESOURCE = 256;
    private static final Set<String> PRODUCTS = Set.of("ECS", "OpsBus");

    /**
     * The fallback asked for.
     *
     * @param whenDisabled whether it takes what is new at once while the own target is disabled
     */
    public record Second(Map<String, ?> target, boolean whenDisabled) {}

    /** A draft that wants to be told everything at once, in one place. */
    public SubscriptionDraft(
            List<String> levels,
            List<String> names,
            String product,
            List<String> resources,
            Optional<List<String>> statuses,
            Map<String, ?> target,
            boolean enabled) {
        this(
                levels,
                names,
                product,
                resources,
                statuses,
                target,
                enabled,
                PaceDraft.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** What checking a draft comes to. */
    public sealed interface Checked {
        /** The draft is sound. */
        record Sound(Subscription subscription) implements Checked {}

        /** The draft is not; every problem found, in the order of the fields. */
        record Unsound(List<FieldProblem> problems) implements Checked {}
    }

    /** Checks every field and makes version 1 of the subscription. */
    public Checked check(SubscriptionId id, AccountId account) {
        var problems = new ArrayList<FieldProblem>();
        var wantedLevels = checkLevels(problems);
        var wantedNames = checkNames(problems);
        if (!PRODUCTS.contains(product)) {
            problems.add(new FieldProblem(
                    "product",
                    product.isEmpty() ? "Missing" : "Unknown",
                    "the product is ECS, or OpsBus for this system's own events"));
        }
        var scope = checkResources(problems);
        var wantedStatuses = statuses.map(words -> checkStatuses(words, problems));
        var place = place("target", target, problems);
        var second = fallback.flatMap(
                asked -> place("fallback", asked.target(), problems).map(at -> new Fallback(at, asked.whenDisabled())));
        var told = pace.check(problems);
        var kept = order.map(word -> checkOrder(word, place, problems)).orElse(ResourceOrder.NONE);
        if (!problems.isEmpty() || place.isEmpty()) {
            return new Checked.Unsound(List.copyOf(problems));
        }
        var selector = new Selector(wantedLevels, wantedNames, product, scope, wantedStatuses);
        var plain = new Subscription(id, account, 1, List.of(selector), place.get(), enabled, told);
        return new Checked.Sound(plain.with(second).with(kept));
    }

    private static ResourceOrder checkOrder(String word, Optional<Target> place, List<FieldProblem> problems) {
        var known = ResourceOrder.of(word);
        if (known.isEmpty()) {
            problems.add(new FieldProblem(
                    ORDER, "Unknown", "an order is BLOCK, SKIP or SUPERSEDE; without one, leave the field out"));
        } else if (place.filter(at -> at.rate().digests()).isPresent()) {
            problems.add(new FieldProblem(
                    ORDER, "Invalid", "people are told several events in one message; an order is for programs"));
        }
        return known.orElse(ResourceOrder.NONE);
    }

    private static Optional<Target> place(String field, Map<String, ?> form, List<FieldProblem> problems) {
        var place = Target.read(field, form, problems);
        place.map(Target::kind)
                .filter(kind -> !kind.offered())
                .ifPresent(kind -> problems.add(new FieldProblem(
                        field + ".type", "NotYet", "nothing can be sent to a " + kind.word() + " yet")));
        return place;
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
        return List.copyOf(found);
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
