package io.opsbus.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static Event named(String name) {
        return new Event(
                Given.ACCOUNT, "1", name, Level.WARN, "ECS", "acs:ecs:x:y:instance/i-1", Given.NOON, Optional.empty());
    }

    private static List<String> who(Rules rules, String name) {
        return switch (rules.match(named(name))) {
            case Rules.Match.Wanted(var by) ->
                by.stream().map(s -> s.id().value()).sorted().toList();
            case Rules.Match.Filtered _ -> List.of();
        };
    }

    @Test
    void aChangedSubscriptionReplacesTheOldOneAndADeletedOneIsGone() {
        var first = Rules.NONE.with(
                List.of(Given.subscription("a", Given.names("A:B")), Given.subscription("b", Given.names("A:*"))),
                List.of());
        assertThat(who(first, "A:B")).containsExactly("sub-a", "sub-b");
        var second =
                first.with(List.of(Given.subscription("a", Given.names("C:D"))), List.of(new SubscriptionId("sub-b")));
        assertThat(who(second, "A:B")).isEmpty();
        assertThat(who(second, "C:D")).containsExactly("sub-a");
        assertThat(who(first, "A:B")).as("the old rules are as they were").hasSize(2);
        assertThat(second.owner(new TargetId("tgt-b"))).isEmpty();
        assertThat(second.owner(new TargetId("tgt-a"))).isPresent();
    }

    @Test
    void aDisabledSubscriptionGetsNothingNewButStillOwnsItsTarget() {
        var off = Given.subscription("a", Given.everything()).enabled(false);
        var rules = Rules.NONE.with(List.of(off), List.of());
        assertThat(who(rules, "A:B")).isEmpty();
        assertThat(rules.owner(new TargetId("tgt-a"))).contains(off);
    }

    @Test
    void aFallbackIsOwnedByItsSubscriptionAsLongAsItHasOne() {
        var place = Webhook.plain(URI.create("http://127.0.0.1:1/second"));
        var plain = Given.subscription("a", Given.everything());
        var second = new TargetId("fbk-a");
        assertThat(Rules.NONE.with(List.of(plain), List.of()).owner(second)).isEmpty();
        var with = plain.with(Optional.of(new Fallback(place, true)));
        var rules = Rules.NONE.with(List.of(with), List.of());
        assertThat(rules.owner(second)).hasValueSatisfying(one -> {
            assertThat(one.at(second)).isEqualTo(place);
            assertThat(one.at(one.id().target())).isEqualTo(plain.target());
        });
        assertThat(rules.size()).isEqualTo(1);
        assertThat(rules.with(List.of(), List.of(plain.id())).owner(second)).isEmpty();
    }

    @Test
    void theIndexFindsExactlyWhatAskingEverySubscriptionFinds() {
        var random = new Random(42);
        String[] patterns = {"*", "A:*", "A:B", "A:B:C", "B:*", "B:X", "A:B:*"};
        String[] names = {"A:B", "A:B:C", "A:B:D", "B:X", "B:Y", "C"};
        var all = IntStream.range(0, 300)
                .mapToObj(i -> Given.subscription(
                        "s" + i,
                        Given.names(
                                patterns[random.nextInt(patterns.length)], patterns[random.nextInt(patterns.length)])))
                .toList();
        var rules = Rules.NONE.with(all, List.of());
        for (var name : names) {
            var expected = all.stream()
                    .filter(s -> s.wants(named(name)))
                    .map(s -> s.id().value())
                    .sorted()
                    .toList();
            assertThat(who(rules, name)).as(name).isEqualTo(expected);
        }
    }
}
