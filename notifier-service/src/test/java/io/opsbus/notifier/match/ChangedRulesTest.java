package io.opsbus.notifier.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.pace.Pace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was put, changed and deleted, the rules are those that would have been made of what is left, and older ones are as they were. */
class ChangedRulesTest {
    private static final AccountId OTHER = new AccountId("other");
    private static final List<String> PATTERNS =
            List.of("*", "Instance:*", "Instance:S*", "Instance:StateChange", "Disk:Stalled:Executing", "Disk:*", "D*");
    private static final List<String> NAMES = List.of("Instance:StateChange", "Disk:Stalled:Executing", "Other", "D");
    private static final List<String> RESOURCES = List.of("i-1", "i-2", "d-1");

    private final Map<SubscriptionId, Subscription> all = new HashMap<>();
    private Random random = new Random();

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Selector selector() {
        var levels = EnumSet.noneOf(Level.class);
        for (var level : Level.values()) {
            if (random.nextBoolean()) {
                levels.add(level);
            }
        }
        var names = new ArrayList<NamePattern>();
        for (var i = random.nextInt(3); i >= 0; i--) {
            names.add(NamePattern.parse(any(PATTERNS)).orElseThrow());
        }
        var scope = random.nextBoolean()
                ? new ResourceScope.All()
                : new ResourceScope.Only(new HashSet<>(List.of(any(RESOURCES), any(RESOURCES))));
        var statuses = random.nextInt(4) > 0 ? Optional.<Set<String>>empty() : Optional.of(Set.of("Executed"));
        return new Selector(levels, names, random.nextInt(5) > 0 ? "ECS" : "rds", scope, statuses);
    }

    /** A rule with as many targets as it may be: they share their selectors. */
    private List<Subscription> put() {
        var selectors = new ArrayList<Selector>();
        for (var i = random.nextInt(3); i >= 0; i--) {
            selectors.add(selector());
        }
        var made = new ArrayList<Subscription>();
        for (var i = random.nextInt(4); i >= 0; i--) {
            var plain = Given.subscription("s" + random.nextInt(60), Given.everything());
            var account = random.nextInt(6) > 0 ? Given.ACCOUNT : OTHER;
            made.add(new Subscription(
                    plain.id(), account, 1, selectors, plain.target(), random.nextInt(5) > 0, Pace.AT_ONCE));
        }
        return made;
    }

    private void assertAsMadeAnew(Rules rules, Collection<Subscription> of) {
        var anew = Rules.NONE.with(of, List.of());
        assertThat(rules.size()).isEqualTo(of.size());
        for (var one : of) {
            assertThat(rules.owner(one.id().target())).contains(one);
        }
        for (var account : List.of(Given.ACCOUNT, OTHER)) {
            assertThat(rules.of(account))
                    .containsExactlyInAnyOrderElementsOf(of.stream()
                            .filter(one -> one.account().equals(account))
                            .toList());
            for (var name : NAMES) {
                for (var level : Level.values()) {
                    for (var resource : RESOURCES) {
                        var event = event(account, name, level, resource);
                        assertThat(wanting(rules, event))
                                .as("%s", event)
                                .containsExactlyInAnyOrderElementsOf(wanting(anew, event))
                                .containsExactlyInAnyOrderElementsOf(of.stream()
                                        .filter(one -> one.wants(event))
                                        .toList());
                    }
                }
            }
        }
    }

    private static List<Subscription> wanting(Rules rules, Event event) {
        return switch (rules.match(event)) {
            case Rules.Match.Wanted(var by) -> by;
            case Rules.Match.Filtered _ -> List.of();
        };
    }

    private Event event(AccountId account, String name, Level level, String resource) {
        return new Event(
                account,
                "1",
                name,
                level,
                random.nextInt(4) > 0 ? "ECS" : "RDS",
                "acs:ecs:x:y:instance/" + resource,
                Given.NOON,
                random.nextBoolean() ? Optional.empty() : Optional.of("Executed"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void afterAnyChangesTheRulesAreAsMadeAnew(long seed) {
        random = new Random(Long.getLong("opsbus.seed", seed));
        var rules = Rules.NONE;
        var older = rules;
        var asItWas = List.<Subscription>of();
        for (var step = 0; step < 300; step++) {
            var changed = new ArrayList<Subscription>();
            var deleted = new ArrayList<SubscriptionId>();
            for (var i = random.nextInt(3); i >= 0; i--) {
                switch (random.nextInt(4)) {
                    case 0 ->
                        deleted.add(Given.subscription("s" + random.nextInt(60), Given.everything())
                                .id());
                    case 1 ->
                        all.values().stream().findAny().ifPresent(one -> changed.add(one.enabled(!one.enabled())));
                    default -> changed.addAll(put());
                }
            }
            rules = rules.with(changed, deleted);
            deleted.forEach(all::remove);
            changed.forEach(one -> all.put(one.id(), one));
            if (step == 150) {
                older = rules;
                asItWas = List.copyOf(all.values());
            }
            if (step % 20 == 0) {
                assertAsMadeAnew(rules, all.values());
            }
        }
        assertAsMadeAnew(rules, all.values());
        assertAsMadeAnew(older, asItWas);
        assertAsMadeAnew(rules.with(List.of(), List.copyOf(all.keySet())), List.of());
    }
}
