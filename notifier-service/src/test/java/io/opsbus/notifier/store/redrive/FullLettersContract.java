package io.opsbus.notifier.store.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of dead deliveries when there are too many. */
abstract class FullLettersContract {
    private static final Instant NOON = Given.NOON;
    private static final AccountId LOUD = new AccountId("loud");
    private static final AccountId QUIET = new AccountId("quiet");

    private RedrivesContract.Stores stores;

    abstract RedrivesContract.Stores empty();

    @BeforeEach
    void start() {
        stores = empty();
    }

    private static DeadDelivery letter(AccountId account, int number, DeadReason reason) {
        var to = new Subscription(
                new SubscriptionId("sub-" + account),
                account,
                1,
                Given.everything(),
                Webhook.plain(URI.create("http://127.0.0.1:1/hook")),
                true);
        var silence = reason == DeadReason.SILENCED ? "sil-1" : "";
        return new DeadDelivery(
                Given.delivery(to, number, NOON), "rule", reason, silence, 1, NOON.plusSeconds(number), Set.of());
    }

    private void keep(AccountId account, DeadReason reason, int from, int to) {
        stores.dead()
                .keep(
                        IntStream.range(from, to)
                                .mapToObj(number -> letter(account, number, reason))
                                .toList(),
                        NOON);
    }

    private long left(AccountId account, Optional<DeadReason> reason) {
        return stores.dead().count(new Order.Wanted(Filter.all(account), reason));
    }

    private boolean lies(AccountId account, String event) {
        var none = Optional.<String>empty();
        var filter = new Filter(account, Optional.of(event), none, none, Optional.empty(), Optional.empty());
        return stores.dead().count(new Order.Wanted(filter, Optional.empty())) == 1;
    }

    @Test
    void whatASilenceKeptBackGoesBeforeWhatDiedAndThenWhatDiedFirst() {
        keep(LOUD, DeadReason.EXPIRED, 0, 10);
        keep(LOUD, DeadReason.SILENCED, 10, 40);
        keep(QUIET, DeadReason.SILENCED, 40, 43);
        assertThat(stores.dead().sizes()).isEqualTo(Map.of(LOUD, 40L, QUIET, 3L));
        assertThat(stores.dead().forgetBeyond(LOUD, 15, 7)).isEqualTo(25);
        assertThat(left(LOUD, Optional.of(DeadReason.SILENCED))).isEqualTo(5);
        assertThat(left(LOUD, Optional.empty())).isEqualTo(10);
        assertThat(stores.dead().forgetBeyond(LOUD, 8, 7)).isEqualTo(7);
        assertThat(left(LOUD, Optional.of(DeadReason.SILENCED))).isZero();
        assertThat(lies(LOUD, "event-1")).isFalse();
        assertThat(lies(LOUD, "event-2")).isTrue();
        assertThat(left(QUIET, Optional.of(DeadReason.SILENCED))).isEqualTo(3);
        assertThat(stores.dead().forgetBeyond(LOUD, 8, 7)).isZero();
    }

    @Test
    void ofManyTheFirstGoInTheOrderTheyDiedIn() {
        keep(LOUD, DeadReason.EXPIRED, 0, 1_300);
        assertThat(stores.dead().forgetBeyond(LOUD, 100, 70)).isEqualTo(1_200);
        assertThat(lies(LOUD, "event-1199")).isFalse();
        assertThat(lies(LOUD, "event-1200")).isTrue();
        assertThat(stores.dead().sizes()).isEqualTo(Map.of(LOUD, 100L));
    }

    @Test
    void whatIsOnItsWayAgainGoesFirst() {
        keep(LOUD, DeadReason.SILENCED, 0, 4);
        keep(LOUD, DeadReason.EXPIRED, 4, 8);
        stores.redrives()
                .begin(
                        new Redrive.Id("rdr-1"),
                        new Order(new Order.Wanted(Filter.all(LOUD), Optional.empty()), 1000),
                        NOON);
        stores.redrives().step(NOON.plusMillis(500));
        keep(LOUD, DeadReason.EXPIRED, 8, 9);
        assertThat(stores.dead().forgetBeyond(LOUD, 5, 100)).isEqualTo(4);
        assertThat(left(LOUD, Optional.of(DeadReason.SILENCED))).isEqualTo(4);
        assertThat(left(LOUD, Optional.empty())).isEqualTo(1);
        assertThat(stores.parking().count()).isEqualTo(4);
    }

    @Test
    void whatDiesAgainIsNotWhatDiedFirst() {
        keep(LOUD, DeadReason.EXPIRED, 0, 3);
        var again = letter(LOUD, 0, DeadReason.EXPIRED);
        stores.dead()
                .keep(
                        List.of(new DeadDelivery(
                                again.delivery(), again.rule(), again.reason(), 2, NOON.plusSeconds(999))),
                        NOON);
        assertThat(stores.dead().forgetBeyond(LOUD, 1, 100)).isEqualTo(2);
        assertThat(lies(LOUD, "event-0")).isTrue();
    }
}
