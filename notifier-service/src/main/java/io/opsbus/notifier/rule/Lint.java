package io.opsbus.notifier.rule;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventMeta;
import io.opsbus.notifier.rule.Finding.Trap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at a rule for the guide's own traps, and for what can never match or reach anybody. */
public final class Lint {
    private static final String PREEMPTION = "Instance:PreemptibleInstanceInterruption";
    private static final Set<String> OF_A_RESULT =
            Set.of("Disk:DiskOperationCompleted", "Snapshot:CreateSnapshotCompleted");
    private static final Set<String> MISLEADING = Set.of("Scheduled", "Executing");

    private final List<Finding> findings = new ArrayList<>();
    private final EventRule rule;

    private Lint(EventRule rule) {
        this.rule = rule;
    }

    /**
     * What there is to say; empty when nothing is.
     *
     * @param roster of the rule's account
     */
    public static List<Finding> of(EventRule rule, Roster roster) {
        var lint = new Lint(rule);
        if (rule.terms().source() == EventRule.Source.SYSTEM) {
            for (var i = 0; i < rule.terms().patterns().size(); i++) {
                lint.pattern(i + 1, rule.terms().patterns().get(i));
            }
        }
        lint.whole(roster);
        return List.copyOf(lint.findings);
    }

    private void say(int pattern, Trap trap) {
        findings.add(new Finding(rule.key().name(), pattern, trap));
    }

    private void pattern(int at, EventPattern pattern) {
        var selector = pattern.compile(new ResourceScope.All());
        if (!selector.product().equalsIgnoreCase(EventMeta.PRODUCT) || never(selector)) {
            say(at, Trap.NEVER_MATCHES);
            return;
        }
        if (names(selector, PREEMPTION::equals) && !selector.levels().contains(Level.INFO)) {
            say(at, Trap.PREEMPTION_IS_INFO);
        }
        if (names(selector, OF_A_RESULT::contains) && selector.levels().equals(Set.of(Level.INFO))) {
            say(at, Trap.FAILURES_ARE_WARN);
        }
        if (pattern.statuses().isEmpty()
                && pattern.names().stream()
                        .anyMatch(name -> MISLEADING.contains(name.substring(name.lastIndexOf(':') + 1)))) {
            say(at, Trap.NAME_IS_NOT_STATUS);
        }
        if (selector.levels().contains(Level.INFO) && pattern.names().contains("*") && tellsPeople()) {
            say(at, Trap.INFO_FLOOD);
        }
    }

    private boolean tellsPeople() {
        return rule.targets().stream().anyMatch(RuleTarget.Contacts.class::isInstance);
    }

    private static boolean names(Selector selector, Predicate<String> name) {
        return selector.names().stream()
                .anyMatch(pattern -> EventCatalogue.ALL.stream()
                        .map(EventMeta::name)
                        .filter(name)
                        .anyMatch(pattern::matches));
    }

    /** The level of a result is in no table, so events of one count for every level but CRITICAL. */
    private static boolean never(Selector selector) {
        return EventCatalogue.ALL.stream()
                .noneMatch(meta -> selector.names().stream().anyMatch(pattern -> pattern.matches(meta.name()))
                        && (selector.levels().contains(meta.level())
                                || (OF_A_RESULT.contains(meta.name())
                                        && selector.levels().contains(Level.WARN)))
                        && selector.kinds()
                                .map(kinds ->
                                        meta.kind().filter(kinds::contains).isPresent())
                                .orElse(true));
    }

    private void whole(Roster roster) {
        var group = rule.terms().group();
        if (!group.isEmpty()
                && rule.terms().source() == EventRule.Source.SYSTEM
                && roster.resources(group)
                        .filter(known -> !known.members().isEmpty())
                        .isEmpty()) {
            say(0, Trap.NO_RESOURCES);
        }
        if (rule.targets().stream().noneMatch(target -> Places.of(target, roster) instanceof Places.Some)) {
            say(0, Trap.NOBODY_IS_TOLD);
        }
        if (rule.targets().stream().anyMatch(target -> Places.of(target, roster) instanceof Places.Nowhere)) {
            say(0, Trap.LEADS_NOWHERE);
        }
        if (!rule.terms().enabled()) {
            say(0, Trap.IS_DISABLED);
        }
    }
}
