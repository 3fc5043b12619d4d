package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresSubscriptionsIT {
    private static final DataSource SOURCE = TestDatabase.fresh();

    private final PostgresSubscriptions subscriptions =
            new PostgresSubscriptions(SOURCE, new TargetSeal(Optional.empty()));

    private Subscription saved(Subscription subscription) throws SQLException {
        try (var connection = SOURCE.getConnection()) {
            subscriptions.save(connection, subscription.id(), null, subscription);
        }
        return subscriptions.find(subscription.account(), subscription.id()).orElseThrow();
    }

    @Test
    void whenItIsToldComesBackAsItWasSaved() throws SQLException {
        var plain = Given.subscription("plain", Given.everything());
        assertThat(saved(plain).pace()).isEqualTo(Pace.AT_ONCE);
        var pace = new Pace(
                Duration.ZERO,
                Duration.ofSeconds(90),
                new QuietHours(1, 1439, "Europe/Berlin", List.of(Level.CRITICAL, Level.WARN), true));
        var paced = new Subscription(
                plain.id(), plain.account(), 2, plain.selectors(), plain.target(), plain.enabled(), pace);
        assertThat(saved(paced).pace()).isEqualTo(pace);
        assertThat(subscriptions.since(0).changed())
                .filteredOn(one -> one.id().equals(paced.id()))
                .extracting(Subscription::pace)
                .containsExactly(pace);
    }

    @Test
    void asManyAreCountedAsAnAccountHas() throws SQLException {
        var counted = new AccountId("counted");
        for (var number = 0; number < 3; number++) {
            var plain = Given.subscription("counted" + number, Given.everything());
            saved(new Subscription(plain.id(), counted, 1, plain.selectors(), plain.target(), true, Pace.AT_ONCE));
        }
        assertThat(subscriptions.count(counted)).isEqualTo(3);
        try (var connection = SOURCE.getConnection()) {
            var gone = subscriptions.of(counted).getFirst();
            subscriptions.save(connection, gone.id(), gone, null);
        }
        assertThat(subscriptions.count(counted)).isEqualTo(2);
        assertThat(subscriptions.count(new AccountId("nobody"))).isZero();
    }

    @Test
    void theOrderItIsToldInComesBackAsItWasSaved() throws SQLException {
        var plain = Given.subscription("ordered", Given.everything());
        assertThat(saved(plain).order()).isEqualTo(ResourceOrder.NONE);
        for (var order : ResourceOrder.values()) {
            assertThat(saved(plain.with(order)).order()).isEqualTo(order);
        }
    }

    @Test
    void aFallbackThatIsTakenAwayIsGone() throws SQLException {
        var plain = Given.subscription("fallback", Given.everything());
        var second = Optional.of(new Fallback(plain.target(), true));
        assertThat(saved(plain.with(second)).fallback()).isEqualTo(second);
        assertThat(saved(plain).fallback()).isEmpty();
    }

    @Test
    void aFallbackThatCannotBeReadStaysAsItIs() throws SQLException {
        var plain = Given.subscription("unread", Given.everything());
        var second = Optional.of(new Fallback(plain.target(), true));
        saved(plain.with(second));
        var unread = new Fallback(new Unusable(Target.Kind.WEBHOOK, "no key"), true);
        assertThat(saved(plain.with(Optional.of(unread))).fallback()).isEqualTo(second);
    }
}
