package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.notifier.rule.Threshold;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every shelf promises. */
abstract class ShelfContract {
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");

    private final Books books = empty();
    private int keys;

    /** A shelf and the ledger that writes it. */
    record Books(Shelf<EventRule> shelf, Ledger<Key, EventRule, NoFact> ledger) {}

    /** A fresh, empty one. */
    abstract Books empty();

    private static EventRule rule(AccountId account, String name, boolean enabled, String group) {
        var words = new EventPattern.Words(List.of("k"), "OR", "a and b", "c");
        var pattern = new EventPattern("ECS", List.of("*"), List.of("Disk:*"), List.of("Exception"), List.of(), words);
        var terms = new EventRule.Terms(
                enabled,
                "说明 \"quoted\"",
                EventRule.Source.SYSTEM,
                group,
                List.of(pattern),
                new Pace(
                        Duration.ofHours(1),
                        Duration.ofMinutes(5),
                        new QuietHours(22 * 60, 7 * 60, "Europe/Berlin", List.of(Level.CRITICAL), true)),
                new Threshold(3, Duration.ofMinutes(5), Level.WARN, "own"));
        return new EventRule(
                new Key(account, name),
                "er-" + name,
                3,
                terms,
                List.of(
                        new RuleTarget.Contacts("1", "g", "4"),
                        new RuleTarget.Webhook("2", "POST", "http", "https://a.example/?q=1"),
                        new RuleTarget.Queue("3", "r", "q", "t"),
                        new RuleTarget.Function("4", "r", "s", "f"),
                        new RuleTarget.Log("5", "r", "p", "l"),
                        new RuleTarget.OpenApi("6", new RuleTarget.Call("p", "v", "a", "r", "{}"), "role", "arn")));
    }

    private void put(Key key, @Nullable EventRule rule) {
        books.ledger().change(key, ChangeKey.once("k" + ++keys), _ -> Decision.accepted(rule, List.of()));
    }

    private void put(EventRule rule) {
        put(rule.key(), rule);
    }

    @Test
    void whatWasPutIsFoundAsItWas() {
        var rule = rule(ALICE, "规则 1", true, "");
        put(rule);
        assertThat(books.shelf().find(rule.key())).contains(rule);
        assertThat(books.shelf().find(new Key(BOB, "规则 1"))).isEmpty();
    }

    @Test
    void listsAreOfOneAccountByNameInParts() {
        for (var name : List.of("b", "a2", "a_1", "A", "a1")) {
            put(rule(ALICE, name, !name.equals("a1"), "g"));
        }
        put(rule(BOB, "a9", true, "g"));
        assertThat(names(Shelf.Query.all(ALICE), 0, 10)).containsExactly("A", "a1", "a2", "a_1", "b");
        assertThat(names(Shelf.Query.all(ALICE), 1, 2)).containsExactly("a1", "a2");
        assertThat(books.shelf().list(Shelf.Query.all(ALICE), 4, 10).total()).isEqualTo(5);
        assertThat(books.shelf().list(Shelf.Query.all(ALICE), 50, 10)).isEqualTo(new Shelf.Page<>(List.of(), 5));
        assertThat(names(new Shelf.Query(ALICE, "a", List.of()), 0, 10)).containsExactly("a1", "a2", "a_1");
        assertThat(names(new Shelf.Query(ALICE, "a_", List.of()), 0, 10))
                .as("no pattern")
                .containsExactly("a_1");
        assertThat(names(new Shelf.Query(ALICE, "%", List.of()), 0, 10)).isEmpty();
        assertThat(names(new Shelf.Query(ALICE, "a", List.of("enabled:true", "group:g")), 0, 10))
                .containsExactly("a2", "a_1");
    }

    private List<String> names(Shelf.Query query, long offset, int limit) {
        return books.shelf().list(query, offset, limit).entries().stream()
                .map(rule -> rule.key().name())
                .toList();
    }

    @Test
    void newsTellEveryChangeOnceAndOnlyItsLastState() {
        assertThat(books.shelf().since(0)).isEqualTo(new Shelf.News<>(0, List.of(), List.of()));
        put(rule(ALICE, "a", true, ""));
        put(rule(BOB, "b", true, ""));
        var first = books.shelf().since(0);
        assertThat(first.changed()).hasSize(2);
        put(rule(ALICE, "a", false, ""));
        put(rule(ALICE, "c", true, ""));
        put(new Key(BOB, "b"), null);
        var second = books.shelf().since(first.revision());
        assertThat(second.changed()).containsExactly(rule(ALICE, "a", false, ""), rule(ALICE, "c", true, ""));
        assertThat(second.deleted()).containsExactly(new Key(BOB, "b"));
        assertThat(books.shelf().since(second.revision()).changed()).isEmpty();
        assertThat(books.shelf().find(new Key(BOB, "b"))).isEmpty();
        assertThat(books.shelf().list(Shelf.Query.all(BOB), 0, 10).total()).isZero();
    }

    @Test
    void whatIsDeletedMayBeMadeAnew() {
        put(rule(ALICE, "a", true, ""));
        put(new Key(ALICE, "a"), null);
        put(rule(ALICE, "a", true, "g"));
        assertThat(books.shelf().find(new Key(ALICE, "a"))).contains(rule(ALICE, "a", true, "g"));
    }
}
