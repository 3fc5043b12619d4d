package io.opsbus.notifier.rule;

import static java.util.Objects.requireNonNullElse;

import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An account's rule: which events, and to whom.
 *
 * @param id of this making of the rule: one deleted and put again under its name is another, and its targets are others
 * @param version one more with every change
 */
public record EventRule(Key key, String id, long version, Terms terms, List<RuleTarget> targets) implements Kept {
    /** Most patterns of a rule (the contract's limit). */
    public static final int MOST_PATTERNS = 50;

    public EventRule {
        targets = List.copyOf(targets);
    }

    /** Whether events are the system's or the customer's own. */
    public enum Source {
        SYSTEM,
        CUSTOM
    }

    /**
     * What the caller puts.
     *
     * @param group a monitor group whose resources alone count; empty for all resources
     * @param patterns an event that fits one of them is wanted
     * @param threshold of a rule on custom events; what an earlier release has kept lacks it
     */
    public record Terms(
            boolean enabled,
            String description,
            Source source,
            String group,
            List<EventPattern> patterns,
            Pace pace,
            Threshold threshold) {
        public Terms {
            patterns = List.copyOf(patterns);
            threshold = requireNonNullElse(threshold, Threshold.NONE);
        }

        Terms enabled(boolean on) {
            return new Terms(on, description, source, group, patterns, pace, threshold);
        }
    }

    /** The rule with other terms; targets stay. */
    public EventRule with(Terms other) {
        return other.equals(terms) ? this : new EventRule(key, id, version + 1, other, targets);
    }

    /** The rule switched on or off. */
    public EventRule enabled(boolean on) {
        return with(terms.enabled(on));
    }

    /** The rule with these targets more; one of the same kind and id is replaced in its place. */
    public EventRule withTargets(List<? extends RuleTarget> put) {
        var all = new ArrayList<>(targets);
        for (var target : put) {
            var at = 0;
            while (at < all.size() && !target.replaces(all.get(at))) {
                at++;
            }
            if (at < all.size()) {
                all.set(at, target);
            } else {
                all.add(target);
            }
        }
        return all.equals(targets) ? this : new EventRule(key, id, version + 1, terms, all);
    }

    /** The rule with these targets instead of its own. */
    public EventRule withOnly(List<RuleTarget> others) {
        return others.equals(targets) ? this : new EventRule(key, id, version + 1, terms, others);
    }

    /** The rule without the targets of these ids, whatever their kind. */
    public EventRule withoutTargets(List<String> ids) {
        var left = targets.stream().filter(target -> !ids.contains(target.id())).toList();
        return left.equals(targets) ? this : new EventRule(key, id, version + 1, terms, left);
    }

    /** The contract's list it has too many targets of; empty when there is none. */
    public Optional<String> crowded() {
        return targets.stream()
                .collect(Collectors.groupingBy(RuleTarget::list, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(kind -> kind.getValue() > RuleTarget.MOST_OF_KIND)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The product its events are told under: events of a threshold are for no other rule. */
    public String product() {
        return EventPattern.COUNTED + id;
    }

    /** The label of rules that count events of this name and group. */
    public static String counting(String name, String group) {
        return "counting:" + group + "/" + name;
    }

    /** The label of the rule that has this id of the caller's. */
    public static String ownId(String id) {
        return "own-id:" + id;
    }

    @Override
    public List<String> labels() {
        var labels = new ArrayList<>(List.of("enabled:" + terms.enabled(), "group:" + terms.group()));
        for (var target : targets) {
            if (target instanceof RuleTarget.Contacts contacts) {
                labels.add("contacts:" + contacts.group());
            }
        }
        if (!terms.threshold().isNone()) {
            labels.add(ownId(terms.threshold().id()));
            labels.add(counting(terms.patterns().getFirst().names().getFirst(), terms.group()));
        }
        return List.copyOf(labels);
    }
}
