package io.opsbus.notifier.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.grant.CloudName;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.targets.Function;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpansionTest {
    private static final EventRule RULE = new EventRule(
            new Key(new AccountId("alice"), "r"),
            "er-1",
            1,
            new EventRule.Terms(
                    true,
                    "",
                    EventRule.Source.SYSTEM,
                    "",
                    List.of(new EventPattern(
                            "ECS", List.of("*"), List.of("*"), List.of(), List.of(), EventPattern.Words.NONE)),
                    Pace.AT_ONCE,
                    Threshold.NONE),
            List.of(new RuleTarget.Function("1", "cn-hangzhou", "orders", "alarm")));

    /** Nobody, and functions at this address; nowhere when it is empty. */
    private record Named(String url) implements Roster {
        @Override
        public Optional<ContactGroup> group(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Contact> contact(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<MonitorGroup> resources(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> lead(CloudName name) {
            return url.isEmpty() ? Optional.empty() : Optional.of(Map.of("type", "function", "url", url));
        }
    }

    @Test
    void whoAsksWhatIsDoubtfulHearsOfIt() {
        assertThat(Lint.of(RULE, new Named("")))
                .extracting(Finding::trap)
                .contains(Finding.Trap.LEADS_NOWHERE, Finding.Trap.NOBODY_IS_TOLD);
        assertThat(Lint.of(RULE, new Named("https://a.example/")))
                .extracting(Finding::trap)
                .doesNotContain(Finding.Trap.LEADS_NOWHERE, Finding.Trap.NOBODY_IS_TOLD);
    }

    @Test
    void whatTheOperatorTookBackWaitsUnderTheSameName() {
        var before = Expansion.of(RULE, new Named("https://a.example/")).getFirst();
        assertThat(before.target()).isInstanceOf(Function.class);
        var after = Expansion.of(RULE, new Named("")).getFirst();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.target()).isInstanceOfSatisfying(Unusable.class, waits -> {
            assertThat(waits.kind()).isEqualTo(Target.Kind.FUNCTION);
            assertThat(waits.why()).contains("opsbus.notifier.functions");
        });
    }
}
