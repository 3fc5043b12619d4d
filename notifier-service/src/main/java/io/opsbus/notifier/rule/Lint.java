package io.opsbus.notifier.rule;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.meta.EventMeta;
import io.opsbus.notifier.meta.Occurrence;
import io.opsbus.notifier.rule.Finding.Trap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks at rules, and at subscriptions nobody made a rule for, for the guide's own traps, and for what can never match or reach anybody. What
 * is asked of the content's words is not looked at, and whether the resources exist is not.
 */
public final class Lint {
    private static final String PREEMPTION = "Instance:PreemptibleInstanceInterruption";
    private static final Set<String> OF_A_RESULT = Set.of(
            "CloudAssistant:TaskCompleted",
            "Disk:ConvertToPostpaidCompleted",
            "Disk:DiskOperationCompleted",
            "Snapshot:CreateSnapshotCompleted");
    private static final Set<String> MISLEADING = Set.of("Scheduled", "Executing");

    private final List<Finding> findings = new ArrayList<>();
    private final Finding.Subject about;
    private final boolean tellsPeople;

    private Lint(Finding.Subject about, boolean tellsPeople) {
        this.about = about;
        this.tellsPeople = tellsPeople;
    }

    /**
     * What there is to say of a rule; empty when nothing is.
     *
     * @param roster of the rule's account
     */
    public static List<Finding> of(EventRule rule, Roster roster) {
        var lint = new Lint(
                Finding.Subject.rule(rule.key().name()),
                rule.targets().stream().anyMatch(RuleTarget.Contacts.class::isInstance));
        if (rule.terms().source() == EventRule.Source.SYSTEM) {
            for (var i = 0; i < rule.terms().patterns().size(); i++) {
                lint.selector(i + 1, rule.terms().patterns().get(i).compile(new ResourceScope.All()));
            }
        }
        lint.whole(rule, roster);
        return List.copyOf(lint.findings);
    }

    /** What there is to say of a subscription made without a rule; empty when nothing is. */
    public static List<Finding> of(Subscription subscription) {
        var lint = new Lint(
                Finding.Subject.subscription(subscription.id().value()),
                subscription.tellsPeople(subscription.id().target()));
        for (var i = 0; i < subscription.selectors().size(); i++) {
            lint.selector(i + 1, subscription.selectors().get(i));
        }
        if (!subscription.enabled()) {
            lint.say(0, Trap.SUBSCRIPTION_IS_DISABLED);
        }
        return List.copyOf(lint.findings);
    }

    private void say(int pattern, Trap trap) {
        say(pattern, trap, "");
    }

    private void say(int pattern, Trap trap, String entry) {
        findings.add(new Finding(about, pattern, trap, entry));
    }

    private void selector(int at, Selector selector) {
        if (never(selector)) {
            say(at, Trap.NEVER_MATCHES);
            return;
        }
        deadEntries(selector).forEach(entry -> say(at, Trap.DEAD_ENTRY, entry));
        if (names(selector, PREEMPTION::equals) && !selector.levels().contains(Level.INFO)) {
            say(at, Trap.PREEMPTION_IS_INFO);
        }
        if (names(selector, OF_A_RESULT::contains) && selector.levels().equals(Set.of(Level.INFO))) {
            say(at, Trap.FAILURES_ARE_WARN);
        }
        if (selector.statuses().isEmpty()
                && selector.names().stream()
                        .map(NamePattern::text)
                        .anyMatch(name -> MISLEADING.contains(name.substring(name.lastIndexOf(':') + 1)))) {
            say(at, Trap.NAME_IS_NOT_STATUS);
        }
        if (tellsPeople
                && selector.levels().contains(Level.INFO)
                && selector.names().contains(new NamePattern.Any())) {
            say(at, Trap.INFO_FLOOD);
        }
    }

    private static boolean names(Selector selector, Predicate<String> name) {
        return selector.product().equalsIgnoreCase(EventMeta.PRODUCT)
                && Occurrence.ALL.stream()
                        .map(Occurrence::name)
                        .filter(name)
                        .anyMatch(one -> selector.names().stream().anyMatch(pattern -> pattern.matches(one)));
    }

    private static boolean never(Selector selector) {
        return Occurrence.ALL.stream().noneMatch(one -> fits(one, selector));
    }

    private static boolean fits(Occurrence one, Selector selector) {
        return selector.product().equalsIgnoreCase(one.product())
                && selector.levels().contains(one.level())
                && selector.names().stream().anyMatch(pattern -> pattern.matches(one.name()))
                && selector.kinds()
                        .map(kinds -> one.kind().filter(kinds::contains).isPresent())
                        .orElse(true)
                && selector.statuses()
                        .map(asked -> asked.stream()
                                .anyMatch(status -> one.statuses().stream().anyMatch(status::equalsIgnoreCase)))
                        .orElse(true);
    }

    /** Names and statuses that match nothing although what stands beside them does: most likely misspelt. */
    private static List<String> deadEntries(Selector selector) {
        var dead = new ArrayList<String>();
        if (selector.names().size() > 1) {
            selector.names().stream()
                    .filter(name -> never(asking(selector, List.of(name), selector.statuses())))
                    .forEach(name -> dead.add(name.text()));
        }
        selector.statuses()
                .filter(all -> all.size() > 1)
                .ifPresent(all -> all.stream()
                        .sorted()
                        .filter(status -> never(asking(selector, selector.names(), Optional.of(Set.of(status)))))
                        .forEach(dead::add));
        return dead;
    }

    private static Selector asking(Selector of, List<NamePattern> names, Optional<Set<String>> statuses) {
        return new Selector(of.levels(), names, of.product(), of.resources(), statuses, of.kinds(), of.condition());
    }

    private void whole(EventRule rule, Roster roster) {
        var group = rule.terms().group();
        if (!group.isEmpty()
                && rule.terms().source() == EventRule.Source.SYSTEM
                && roster.resources(group)
                        .filter(known -> !known.members().isEmpty())
                        .isEmpty()) {
            say(0, Trap.NO_RESOURCES);
        }
        var places =
                rule.targets().stream().map(target -> Places.of(target, roster)).toList();
        if (places.stream().noneMatch(Places.Some.class::isInstance)) {
            say(0, Trap.NOBODY_IS_TOLD);
        }
        if (places.stream().anyMatch(Places.Nowhere.class::isInstance)) {
            say(0, Trap.LEADS_NOWHERE);
        }
        if (!rule.terms().enabled()) {
            say(0, Trap.IS_DISABLED);
        }
    }
}
