package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.store.consent.InMemoryConsents;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.notifier.store.silence.InMemoryOngoing;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.testkit.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who owns a target that is not there any more. */
class LiveRulesTest {
    private static final int MANY = 5_000;

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    private final Told told = new Told();
    private final LiveRules rules = new LiveRules(
            told,
            new Shelves(
                    shelf("rule"),
                    shelf("contact"),
                    shelf("group"),
                    shelf("monitor"),
                    shelf("template"),
                    shelf("silence"),
                    shelf("inhibition"),
                    new NamedPlaces(List.of())),
            new LiveHolds(held, held.stops(), parking, _ -> ""),
            new Pacing(new InMemoryWindows()),
            new LiveMutes(shelf("silence"), shelf("inhibition"), new InMemoryOngoing(), clock),
            new LiveConsents(new InMemoryConsents(), held, Optional.empty(), clock));

    private <T extends Kept> InMemoryShelf<T> shelf(String kind) {
        return new InMemoryShelf<>(kind, World.of(clock));
    }

    /** Tells what it is told to, once, and counts how often it is asked. */
    private static final class Told implements Subscriptions {
        private final List<Subscription> changed = new ArrayList<>();
        private final List<SubscriptionId> deleted = new ArrayList<>();
        private int asked;

        @Override
        public List<Subscription> of(AccountId account) {
            return List.of();
        }

        @Override
        public long count(AccountId account) {
            return 0;
        }

        @Override
        public Optional<Subscription> find(AccountId account, SubscriptionId id) {
            return Optional.empty();
        }

        @Override
        public News since(long revision) {
            asked++;
            var news = new News(revision + 1, List.copyOf(changed), List.copyOf(deleted));
            changed.clear();
            deleted.clear();
            return news;
        }
    }

    private static List<TargetId> targets(List<Subscription> of) {
        return of.stream().map(one -> one.id().target()).toList();
    }

    @Test
    void theStoreIsAskedOnceAboutEachThatItHasForgottenAndNotAboutTheLast() {
        var all = IntStream.range(0, MANY)
                .mapToObj(number -> Given.subscription("s" + number, Given.everything()))
                .toList();
        told.changed.addAll(all);
        rules.refresh();
        for (var one : all) {
            told.deleted.add(one.id());
            if (told.deleted.size() == 100) {
                rules.refresh();
            }
        }
        var before = told.asked;
        var last = targets(all.subList(MANY - 1_000, MANY));
        assertThat(last).allSatisfy(target -> assertThat(rules.owner(target)).isEmpty());
        assertThat(told.asked).isEqualTo(before);
        var first = all.getFirst().id().target();
        for (var i = 0; i < 3; i++) {
            assertThat(rules.owner(first)).isEmpty();
        }
        assertThat(told.asked).isEqualTo(before + 1);
        assertThat(rules.isOwned(first)).isFalse();
        assertThat(told.asked).isEqualTo(before + 1);
    }

    @Test
    void whatAnotherProcessHasJustMadeIsFoundAndWhatIsPutAgainIsThere() {
        rules.refresh();
        var one = Given.subscription("s", Given.everything());
        told.changed.add(one);
        assertThat(rules.owner(one.id().target())).contains(one);
        told.deleted.add(one.id());
        rules.refresh();
        assertThat(rules.owner(one.id().target())).isEmpty();
        told.changed.add(one);
        rules.refresh();
        assertThat(rules.owner(one.id().target())).contains(one);
        assertThat(rules.isOwned(one.id().target())).isTrue();
    }
}
