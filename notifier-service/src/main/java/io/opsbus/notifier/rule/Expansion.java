package io.opsbus.notifier.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.targets.Unusable;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From a rule to what the router matches by: one subscription for each place its events go to. The same place has the same id
 * whatever else changes, so that deliveries on their way follow its present address.
 */
public final class Expansion {
    private static final int ID_BYTES = 16;
    private static final int RADIX = 36;

    private Expansion() {}

    /**
     * The rule's subscriptions.
     *
     * @param roster of the rule's account
     */
    public static List<Subscription> of(EventRule rule, Roster roster) {
        var selectors = rule.terms().threshold().isNone()
                ? selectors(rule, roster)
                : List.of(named(rule.product(), new NamePattern.Any(), new ResourceScope.All()));
        var made = new ArrayList<Subscription>();
        for (var target : rule.targets()) {
            for (var place : places(target, roster)) {
                made.add(new Subscription(
                        id(rule, place.name()),
                        rule.key().account(),
                        rule.version(),
                        selectors,
                        place.target(),
                        rule.terms().enabled(),
                        rule.terms().pace()));
            }
        }
        return made;
    }

    /** What the operator has taken back is owed all the same: it waits, until the name leads somewhere again. */
    private static List<Places.Place> places(RuleTarget target, Roster roster) {
        return switch (Places.of(target, roster)) {
            case Places.Some(var places) -> places;
            case Places.Nowhere(var place, var kind, var why) ->
                List.of(new Places.Place(place, new Unusable(kind, why)));
            case Places.NotBuilt _, Places.Unsound _, Places.NoGroup _ -> List.of();
        };
    }

    /** What the rule wants, or counts; shared by all its places, so that the router asks once. */
    static List<Selector> selectors(EventRule rule, Roster roster) {
        var terms = rule.terms();
        return switch (terms.source()) {
            case SYSTEM -> {
                var scope = scope(terms.group(), roster);
                yield terms.patterns().stream()
                        .map(pattern -> pattern.compile(scope))
                        .toList();
            }
            case CUSTOM -> {
                var scope = terms.group().isEmpty()
                        ? new ResourceScope.All()
                        : new ResourceScope.Only(Set.of(terms.group()));
                if (!terms.threshold().isNone()) {
                    var name = terms.patterns().getFirst().names().getFirst();
                    yield List.of(named(EventPattern.CUSTOM_PRODUCT, new NamePattern.Exact(name), scope));
                }
                yield terms.patterns().stream()
                        .map(pattern -> pattern.compileForCustom(scope))
                        .toList();
            }
        };
    }

    private static Selector named(String product, NamePattern name, ResourceScope scope) {
        return new Selector(EnumSet.allOf(Level.class), List.of(name), product, scope, Optional.empty());
    }

    /** A group that is not there has no resources, which is not the same as all. */
    private static ResourceScope scope(String group, Roster roster) {
        if (group.isEmpty()) {
            return new ResourceScope.All();
        }
        return new ResourceScope.Only(
                roster.resources(group).map(MonitorGroup::resources).orElse(Set.of()));
    }

    private static SubscriptionId id(EventRule rule, String place) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest((rule.id() + "/" + place).getBytes(UTF_8));
            return new SubscriptionId("sub-" + new BigInteger(1, Arrays.copyOf(hash, ID_BYTES)).toString(RADIX));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
