package io.opsbus.notifier.store.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.redrive.Redrive.State;
import io.opsbus.notifier.redrive.Redrives;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What redriving promises. */
abstract class RedrivesContract {
    private static final Instant NOON = Given.NOON;
    private static final AccountId MALLORY = new AccountId("mallory");
    private static final Redrive.Id ID = new Redrive.Id("rdr-1");

    private DeadDeliveries dead;
    private Redrives redrives;
    private Parking parking;

    /** Three views of the same, empty stores. */
    record Stores(DeadDeliveries dead, Redrives redrives, Parking parking) {}

    abstract Stores empty();

    @BeforeEach
    void start() {
        var stores = empty();
        dead = stores.dead();
        redrives = stores.redrives();
        parking = stores.parking();
    }

    private static DeadDelivery dead(int number, DeadReason reason, Instant at) {
        var to = Given.subscription(number % 2 == 0 ? "even" : "odd", Given.everything());
        var plain = Given.delivery(to, number, NOON.minusSeconds(99_999));
        var about = new Delivery.Subject(plain.about().eventId(), plain.about().eventName(), Optional.empty(), number);
        var delivery = new Delivery(plain.id(), plain.to(), about, plain.routedAt(), plain.body());
        return new DeadDelivery(delivery, number % 2 == 0 ? "rule" : "", reason, 7, at);
    }

    private void fill(int count) {
        dead.keep(
                IntStream.range(0, count)
                        .mapToObj(i -> dead(i, i % 4 == 0 ? DeadReason.GONE : DeadReason.EXPIRED, NOON.plusSeconds(i)))
                        .toList(),
                NOON);
    }

    private static Order.Wanted wanted(Filter filter) {
        return new Order.Wanted(filter, Optional.empty());
    }

    private static Order.Wanted all() {
        return wanted(Filter.all(Given.ACCOUNT));
    }

    private static Filter filter(Optional<String> rule, Optional<String> target, Optional<Instant> since) {
        return new Filter(Given.ACCOUNT, Optional.empty(), rule, target, since, Optional.empty());
    }

    @Test
    void anAccountMeansNeitherWhatASilenceKeptBackNorWhatWasForSubscriptionsOfTheOperators() {
        dead.keep(
                List.of(
                        of("r", dead(1, DeadReason.EXPIRED, NOON)),
                        of("", dead(2, DeadReason.EXPIRED, NOON)),
                        of("r", dead(4, DeadReason.EXPIRED, NOON)),
                        of("r", dead(5, DeadReason.SILENCED, NOON))),
                NOON);
        var everything = new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.empty());
        var own = new Order.Wanted(everything.filter(), Optional.empty(), false);
        var silenced = new Order.Wanted(everything.filter(), Optional.of(DeadReason.SILENCED), false);
        var byRules = dead.count(everything) - 1;
        assertThat(dead.count(own)).isEqualTo(byRules);
        assertThat(dead.count(silenced)).isZero();
        var begun = redrives.begin(ID, new Order(own, 100), NOON);
        assertThat(begun.order().wanted()).isEqualTo(own);
        assertThat(redrives.find(Given.ACCOUNT, ID).orElseThrow().order()).isEqualTo(begun.order());
        run(NOON);
        assertThat(parked()).hasSize((int) byRules);
        assertThat(dead.count(everything)).isEqualTo(1);
    }

    private static DeadDelivery of(String rule, DeadDelivery dead) {
        return new DeadDelivery(
                dead.delivery(), rule, dead.reason(), dead.silence(), dead.attempts(), dead.at(), dead.served());
    }

    /** Steps of a second until nothing runs; returns how many there were. */
    private int run(Instant from) {
        var seconds = 0;
        while (redrives.of(Given.ACCOUNT, 9).stream().anyMatch(one -> one.state() == State.RUNNING)) {
            seconds++;
            for (var tenths = 1; tenths <= 10; tenths++) {
                redrives.step(from.plusSeconds(seconds - 1).plusMillis(tenths * 100L));
            }
        }
        return seconds;
    }

    private List<Parking.Row> parked() {
        var wants = new ArrayList<Parking.Want>();
        var later = NOON.plus(Duration.ofDays(1));
        parking.due(later, Set.of(), 9).forEach(target -> wants.add(new Parking.Want(target, 10_000)));
        return parking.claim(wants, later, later.plusSeconds(15));
    }

    @Test
    void howOftenItWasToldComesBackWithADelivery() {
        dead.keep(List.of(dead(1, DeadReason.EXPIRED, NOON), dead(4, DeadReason.EXPIRED, NOON)), NOON);
        redrives.begin(ID, new Order(all(), 10), NOON);
        run(NOON);
        assertThat(parked()).extracting(row -> row.delivery().about().hops()).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void whoHasADeadDeliveryIsKnownWhenItComesBackAndWhoWasRefusedIsAskedAgain() {
        var one = dead(1, DeadReason.EXPIRED, NOON);
        var served = Set.of("+8613800138000", "a@b.example");
        dead.keep(
                List.of(
                        new DeadDelivery(
                                one.delivery(), one.rule(), one.reason(), "", one.attempts(), one.at(), served),
                        dead(2, DeadReason.EXPIRED, NOON)),
                NOON);
        redrives.begin(new Redrive.Id("rdr-1"), new Order(all(), 10), NOON);
        run(NOON);
        assertThat(parked())
                .extracting(row -> row.state().progress())
                .containsExactlyInAnyOrder(new Progress(served, Set.of()), Progress.NONE);
    }

    @Test
    void theCountIsExactAndOfTheAccountAlone() {
        fill(10);
        assertThat(dead.count(all())).isEqualTo(10);
        assertThat(dead.count(wanted(Filter.all(MALLORY)))).isZero();
        assertThat(dead.count(wanted(filter(Optional.of("rule"), Optional.empty(), Optional.empty()))))
                .isEqualTo(5);
        assertThat(dead.count(wanted(filter(Optional.empty(), Optional.of("tgt-odd"), Optional.empty()))))
                .isEqualTo(5);
        assertThat(dead.count(wanted(filter(Optional.empty(), Optional.empty(), Optional.of(NOON.plusSeconds(7))))))
                .isEqualTo(3);
        assertThat(dead.count(new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.of(DeadReason.GONE))))
                .isEqualTo(3);
    }

    @Test
    void whatIsMeantGoesBackWithItsIdAndABeginningAge() {
        fill(10);
        var wanted = wanted(filter(Optional.of("rule"), Optional.empty(), Optional.empty()));
        var begun = redrives.begin(ID, new Order(wanted, 100), NOON);
        assertThat(begun.total()).isEqualTo(5);
        run(NOON);
        var rows = parked();
        assertThat(rows)
                .extracting(row -> row.delivery().id())
                .containsExactlyInAnyOrderElementsOf(IntStream.of(0, 2, 4, 6, 8)
                        .mapToObj(i -> dead(i, DeadReason.GONE, NOON).delivery().id())
                        .toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.state().attempts()).isEqualTo(7);
            assertThat(row.delivery().routedAt()).isBetween(NOON, NOON.plusSeconds(1));
            assertThat(row.heldSince()).isEmpty();
        });
        assertThat(redrives.find(Given.ACCOUNT, ID)).hasValueSatisfying(job -> {
            assertThat(job.state()).isEqualTo(State.DONE);
            assertThat(job.moved()).isEqualTo(5);
            assertThat(job.endedAt()).isPresent();
        });
        assertThat(dead.count(all())).as("the others lie still").isEqualTo(5);
    }

    @Test
    void whatASilenceKeptBackIsMeantOnlyWhenItIsAskedFor() {
        fill(2);
        var kept = dead(2, DeadReason.SILENCED, NOON).delivery();
        dead.keep(List.of(new DeadDelivery(kept, "rule", DeadReason.SILENCED, "sil-1", 0, NOON, Set.of())), NOON);
        assertThat(dead.count(all())).isEqualTo(2);
        assertThat(dead.count(new Order.Wanted(Filter.all(Given.ACCOUNT), Optional.of(DeadReason.SILENCED))))
                .isEqualTo(1);
        assertThat(dead.count(wanted(silenced("sil-2")))).isZero();
        var begun = redrives.begin(ID, new Order(wanted(silenced("sil-1")), 10), NOON);
        assertThat(begun.total()).isEqualTo(1);
        run(NOON);
        assertThat(redrives.find(Given.ACCOUNT, ID))
                .hasValueSatisfying(job -> assertThat(job.order().wanted()).isEqualTo(wanted(silenced("sil-1"))));
        assertThat(parked()).extracting(row -> row.delivery().id()).containsExactly(kept.id());
    }

    private static Filter silenced(String silence) {
        return new Filter(
                Given.ACCOUNT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(silence),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theRateIsKept() {
        fill(100);
        redrives.begin(ID, new Order(all(), 10), NOON);
        redrives.step(NOON.plusMillis(50));
        assertThat(parking.count()).isZero();
        redrives.step(NOON.plusMillis(100));
        assertThat(parking.count()).isEqualTo(1);
        redrives.step(NOON.plusSeconds(60));
        assertThat(parking.count())
                .as("what its process did not do while it was dead is not made up for")
                .isEqualTo(6);
        assertThat(run(NOON.plusSeconds(60))).isBetween(9, 10);
        assertThat(parking.count()).isEqualTo(100);
    }

    @Test
    void aLetterReadAgainIsNotDrivenAgain() {
        fill(3);
        redrives.begin(ID, new Order(all(), 100), NOON);
        run(NOON);
        assertThat(parked()).hasSize(3);
        fill(3);
        assertThat(dead.count(all())).isZero();
    }

    @Test
    void whatDiesAgainLiesAgainAndIsNotOfTheJobThatBroughtItBack() {
        fill(3);
        redrives.begin(ID, new Order(all(), 2), NOON);
        redrives.step(NOON.plusMillis(500));
        assertThat(parking.count()).isEqualTo(1);
        dead.keep(List.of(dead(0, DeadReason.EXPIRED, NOON.plusSeconds(500))), NOON);
        run(NOON.plusSeconds(1));
        assertThat(parking.count()).isEqualTo(3);
        assertThat(dead.count(all())).isEqualTo(1);
        assertThat(redrives.find(Given.ACCOUNT, ID))
                .hasValueSatisfying(job -> assertThat(job.moved()).isEqualTo(3));
    }

    @Test
    void twoJobsOverTheSameMoveEachOnce() {
        fill(20);
        redrives.begin(ID, new Order(all(), 10), NOON);
        redrives.begin(new Redrive.Id("rdr-2"), new Order(all(), 10), NOON);
        run(NOON);
        assertThat(parking.count()).isEqualTo(20);
        assertThat(redrives.of(Given.ACCOUNT, 9))
                .hasSize(2)
                .extracting(Redrive::state)
                .containsOnly(State.DONE);
        assertThat(redrives.of(Given.ACCOUNT, 9).stream()
                        .mapToLong(Redrive::moved)
                        .sum())
                .isEqualTo(20);
    }

    @Test
    void whatIsParkedAlreadyIsNotDoubled() {
        fill(1);
        var died = dead(0, DeadReason.GONE, NOON).delivery();
        parking.park(List.of(new Parking.Row(died, new DeliveryState.Parked(NOON, 1, NOON), 1)));
        redrives.begin(ID, new Order(all(), 10), NOON);
        run(NOON);
        assertThat(parked()).hasSize(1);
    }

    @Test
    void aStoppedJobMovesNothingMore() {
        fill(10);
        redrives.begin(ID, new Order(all(), 10), NOON);
        redrives.step(NOON.plusMillis(200));
        assertThat(redrives.stop(MALLORY, ID, NOON)).as("not another account's").isEmpty();
        assertThat(redrives.stop(Given.ACCOUNT, ID, NOON.plusSeconds(1)))
                .hasValueSatisfying(job -> assertThat(job.state()).isEqualTo(State.STOPPED));
        redrives.step(NOON.plusSeconds(9));
        assertThat(parking.count()).isEqualTo(2);
        assertThat(dead.count(all())).isEqualTo(8);
    }

    @Test
    void aJobIsItsAccountsAlone() {
        redrives.begin(ID, new Order(all(), 10), NOON);
        assertThat(redrives.find(MALLORY, ID)).isEmpty();
        assertThat(redrives.of(MALLORY, 9)).isEmpty();
        assertThat(redrives.find(Given.ACCOUNT, ID))
                .hasValueSatisfying(
                        job -> assertThat(job.state()).as("nothing was meant").isEqualTo(State.DONE));
    }

    @Test
    void theOldAreForgotten() {
        fill(5);
        redrives.begin(ID, new Order(wanted(Filter.all(MALLORY)), 1), NOON);
        assertThat(dead.forgetBefore(NOON, 100)).isZero();
        assertThat(dead.forgetBefore(NOON.plusMillis(1), 2)).isEqualTo(2);
        assertThat(dead.forgetBefore(NOON.plusMillis(1), 100)).isEqualTo(3);
        redrives.forget(NOON.plusMillis(1));
        assertThat(redrives.of(MALLORY, 9)).isEmpty();
    }

    @Test
    void whatIsBegunAgainUnderItsIdIsTheOneThatBegan() {
        fill(4);
        var begun = redrives.begin(ID, new Order(all(), 10), NOON);
        assertThat(redrives.begin(ID, new Order(all(), 99), NOON.plusSeconds(1)))
                .isEqualTo(begun);
        run(NOON);
        assertThat(redrives.begin(ID, new Order(all(), 10), NOON.plusSeconds(9)).state())
                .isEqualTo(State.DONE);
        assertThat(parking.count()).isEqualTo(4);
    }

    @Test
    void anAccountHasAsManyRunningAsItMayAndThoseOfOthersAndThoseThatEndedDoNotCount() {
        fill(4);
        var other = new Order(wanted(Filter.all(MALLORY)), 1);
        assertThat(redrives.begin(ID, new Order(all(), 1), 1, NOON)).isPresent();
        assertThat(redrives.begin(new Redrive.Id("rdr-2"), new Order(all(), 1), 1, NOON))
                .isEmpty();
        assertThat(redrives.begin(ID, new Order(all(), 1), 1, NOON))
                .as("begun before")
                .isPresent();
        assertThat(redrives.begin(new Redrive.Id("rdr-3"), other, 1, NOON)).isPresent();
        redrives.stop(Given.ACCOUNT, ID, NOON);
        assertThat(redrives.begin(new Redrive.Id("rdr-2"), new Order(all(), 1), 1, NOON))
                .isPresent();
    }

    @Test
    void whatComesBackSaysSoAndGoesOnSayingItWhenItFailsAgain() {
        fill(1);
        var routed = Given.delivery(Given.subscription("odd", Given.everything()), 7, NOON);
        parking.park(List.of(new Parking.Row(routed, new DeliveryState.Parked(NOON, 1, NOON), 1)));
        redrives.begin(ID, new Order(all(), 10), NOON);
        run(NOON);
        var rows = parked();
        assertThat(rows)
                .extracting(row ->
                        row.delivery().redriven() + " " + row.delivery().about().eventId())
                .containsExactlyInAnyOrder("true event-0", "false event-7");
        parking.settle(rows.stream()
                .<Parking.Settlement>map(row -> new Parking.Settlement.Again(
                        row.delivery().id(), row.lease(), row.state().untried(NOON)))
                .toList());
        assertThat(parked())
                .extracting(row ->
                        row.delivery().redriven() + " " + row.delivery().about().eventId())
                .containsExactlyInAnyOrder("true event-0", "false event-7");
    }
}
