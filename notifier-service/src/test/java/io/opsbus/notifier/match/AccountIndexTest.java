package io.opsbus.notifier.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.condition.Condition;
import io.opsbus.notifier.condition.EventText;
import io.opsbus.notifier.meta.EventKind;
import io.opsbus.notifier.pace.Pace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountIndexTest {
    private static final String[] PATTERNS = {
        "*",
        "Instance:*",
        "Instance:SystemMaintenance.*",
        "Instance:StateChange",
        "Disk:Stalled:Executing",
        "Disk:*",
        "D*"
    };
    private static final String[] NAMES = {
        "Instance:StateChange", "Instance:SystemMaintenance.Reboot:Scheduled", "Disk:Stalled:Executing", "Other", "D"
    };
    private static final String[] RESOURCES = {"i-1", "i-2", "d-1"};

    private static Event event(
            AccountId account, String name, Level level, String product, String resource, String status) {
        return new Event(
                account,
                "1",
                name,
                level,
                product,
                "acs:ecs:x:y:instance/" + resource,
                Given.NOON,
                status.isEmpty() ? Optional.empty() : Optional.of(status),
                new EventText(() -> name + " of " + resource));
    }

    private static Selector selector(
            Set<Level> levels, String name, String product, String resource, String status, String kind, String word) {
        return new Selector(
                levels,
                List.of(NamePattern.parse(name).orElseThrow()),
                product,
                resource.equals("*") ? new ResourceScope.All() : new ResourceScope.Only(Set.of(resource)),
                status.isEmpty() ? Optional.empty() : Optional.of(Set.of(status)),
                kind.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Set.of(EventKind.of(kind).orElseThrow())),
                word.isEmpty() ? new Condition.Always() : new Condition.Holds(word));
    }

    /** Asked of a warning that the reboot of i-1 was avoided, still named Scheduled as in the guide (4.2). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            WARN     | *                                       | ECS | *                          | ''      | ''          | ''       | true
            WARN     | *                                       | ecs | *                          | ''      | ''          | ''       | true
            WARN     | *                                       | RDS | *                          | ''      | ''          | ''       | false
            CRITICAL | *                                       | ECS | *                          | ''      | ''          | ''       | false
            WARN     | Instance:SystemMaintenance.*            | ECS | *                          | ''      | ''          | ''       | true
            WARN     | Instance:SystemMaintenance.Reboot       | ECS | *                          | ''      | ''          | ''       | false
            WARN     | Instance:SystemMaintenance.Reboot:Scheduled | ECS | *                      | ''      | ''          | ''       | true
            WARN     | *                                       | ECS | i-1                        | ''      | ''          | ''       | true
            WARN     | *                                       | ECS | acs:ecs:x:y:instance/i-1   | ''      | ''          | ''       | true
            WARN     | *                                       | ECS | i-2                        | ''      | ''          | ''       | false
            WARN     | *                                       | ECS | *                          | Avoided | ''          | ''       | true
            WARN     | *                                       | ECS | *                          | avoided | ''          | ''       | true
            WARN     | *                                       | ECS | *                          | Scheduled | ''        | ''       | false
            WARN     | *                                       | ECS | *                          | ''      | Maintenance | ''       | true
            WARN     | *                                       | ECS | *                          | ''      | Exception   | ''       | false
            WARN     | *                                       | ECS | *                          | ''      | ''          | REBOOT   | true
            WARN     | *                                       | ECS | *                          | ''      | ''          | redeploy | false
            """)
    void everyPartOfASelectorCounts(
            Level level,
            String name,
            String product,
            String resource,
            String status,
            String kind,
            String word,
            boolean wanted) {
        var subscription =
                Given.subscription("a", selector(Set.of(level), name, product, resource, status, kind, word));
        var event = event(
                Given.ACCOUNT, "Instance:SystemMaintenance.Reboot:Scheduled", Level.WARN, "ECS", "i-1", "Avoided");
        assertThat(AccountIndex.of(List.of(subscription)).wanting(event).isEmpty())
                .isEqualTo(!wanted);
        assertThat(subscription.wants(event)).as("asked without the index").isEqualTo(wanted);
    }

    @Test
    void theIndexFindsExactlyWhatAskingEverySubscriptionFinds() {
        var random = new Random(7);
        var all = new ArrayList<Subscription>();
        for (var i = 0; i < 400; i++) {
            var levels = EnumSet.noneOf(Level.class);
            for (var level : Level.values()) {
                if (random.nextBoolean()) {
                    levels.add(level);
                }
            }
            var scope = random.nextInt(3) > 0 ? "*" : RESOURCES[random.nextInt(RESOURCES.length)];
            var status = random.nextInt(4) > 0 ? "" : "Executed";
            var product = random.nextInt(5) > 0 ? "ECS" : "RDS";
            all.add(Given.subscription(
                    "s" + i,
                    selector(levels, PATTERNS[random.nextInt(PATTERNS.length)], product, scope, status, "", "")));
        }
        var index = AccountIndex.of(all);
        for (var name : NAMES) {
            for (var level : Level.values()) {
                for (var resource : RESOURCES) {
                    var event =
                            event(Given.ACCOUNT, name, level, "ECS", resource, random.nextBoolean() ? "Executed" : "");
                    assertThat(index.wanting(event))
                            .as("%s %s %s", name, level, resource)
                            .containsExactlyInAnyOrderElementsOf(
                                    all.stream().filter(one -> one.wants(event)).toList());
                }
            }
        }
    }

    @Test
    void aSubscriptionWithSeveralSelectorsHearsOnce() {
        var both = new Subscription(
                Given.subscription("a", Given.everything()).id(),
                Given.ACCOUNT,
                1,
                List.of(Given.everything(), Given.names("Instance:*", "Instance:StateChange")),
                Given.subscription("a", Given.everything()).target(),
                true,
                Pace.AT_ONCE);
        var event = event(Given.ACCOUNT, "Instance:StateChange", Level.INFO, "ECS", "i-1", "");
        assertThat(AccountIndex.of(List.of(both)).wanting(event)).containsExactly(both);
    }

    @Test
    void anEventOfAnotherAccountIsWantedByNobodyEvenIfItGetsHere() {
        var index = AccountIndex.of(List.of(Given.subscription("a", Given.everything())));
        assertThat(index.wanting(event(new AccountId("other"), "Instance:StateChange", Level.INFO, "ECS", "i-1", "")))
                .isEmpty();
    }
}
