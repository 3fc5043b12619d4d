package io.opsbus.notifier.rule;

import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.util.ArrayList;
import java.util.List;

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
     */
    public record Terms(
            boolean enabled, String description, Source source, String group, List<EventPattern> patterns, Pace pace) {
        public Terms {
            patterns = List.copyOf(patterns);
        }

        Terms enabled(boolean on) {
            return new Terms(on, description, source, group, patterns, pace);
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

    /** The rule without the targets of these ids, whatever their kind. */
    public EventRule withoutTargets(List<String> ids) {
        var left = targets.stream().filter(target -> !ids.contains(target.id())).toList();
        return left.equals(targets) ? this : new EventRule(key, id, version + 1, terms, left);
    }

    /** The most targets it has of any one kind. */
    public long mostOfOneKind() {
        return targets.stream()
                .mapToLong(one -> targets.stream()
                        .filter(other -> other.getClass().equals(one.getClass()))
                        .count())
                .max()
                .orElse(0);
    }

    @Override
    public List<String> labels() {
        var labels = new ArrayList<>(List.of("enabled:" + terms.enabled(), "group:" + terms.group()));
        for (var target : targets) {
            if (target instanceof RuleTarget.Contacts contacts) {
                labels.add("contacts:" + contacts.group());
            }
        }
        return List.copyOf(labels);
    }
}
