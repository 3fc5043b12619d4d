package io.opsbus.notifier.store.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of held targets promises. */
abstract class HeldTargetsContract {
    private static final Instant NOON = Given.NOON;
    private static final Subscription A = Given.subscription("a", Given.everything());
    private static final Subscription B = Given.subscription("b", Given.everything());

    private static final Streak.Patience PATIENCE = new Streak.Patience(Duration.ofDays(3), 3);

    private HeldTargets held;
    private FailingTargets failing;
    private Parking parking;

    /** Two views of the same, empty stores. */
    record Stores(HeldTargets held, FailingTargets failing, Parking parking) {}

    abstract Stores empty();

    @BeforeEach
    void start() {
        var stores = empty();
        held = stores.held();
        failing = stores.failing();
        parking = stores.parking();
    }

    private static HeldTarget pause(Subscription of, Instant since) {
        return HeldTarget.paused(of.id().target(), of.account(), since);
    }

    private static Ending ending(Subscription of, Instant at, int status) {
        var answer = new Streak.Answer(
                at, status / 100 + "xx", OptionalInt.of(status), status == 204 ? "" : "no room at " + at);
        return new Ending(of.id().target(), of.account(), status == 204, answer);
    }

    /** Fails once a day, from noon on. */
    private void fails(Subscription target, int days) {
        for (var day = 0; day < days; day++) {
            failing.take(List.of(ending(target, NOON.plus(Duration.ofDays(day)), 503)));
        }
    }

    private void park(Subscription to, int number, Instant routedAt) {
        parking.park(List.of(
                new Parking.Row(Given.delivery(to, number, routedAt), new DeliveryState.Parked(routedAt, 0, NOON), 1)));
    }

    @Test
    void anyOtherReasonTakesThePlaceOfAMissingConsentAndSinceStays() {
        var unconsented =
                new HeldTarget(A.id().target(), A.account(), HeldTarget.Reason.UNCONSENTED, NOON, Optional.empty());
        held.hold(unconsented);
        held.hold(pause(A, NOON.plusSeconds(60)));
        assertThat(held.all()).containsExactly(pause(A, NOON));
        held.hold(unconsented);
        assertThat(held.all()).containsExactly(pause(A, NOON));
    }

    private static HeldTarget byAccount(Subscription of, Instant since) {
        return HeldTarget.pausedByAccount(of.id().target(), of.account(), since);
    }

    @Test
    void whatAnOperatorHoldsIsNotLetGoForItsAccount() {
        held.hold(pause(A, NOON));
        parkTried(A, 1);
        assertThat(held.releaseForAccount(A.id().target(), NOON.plusSeconds(60)))
                .isFalse();
        assertThat(held.all()).containsExactly(pause(A, NOON));
        assertThat(claim(A, NOON.plusSeconds(1799))).as("nothing comes forward").isEmpty();
        held.release(A.id().target(), NOON.plusSeconds(60));
        assertThat(held.releaseForAccount(A.id().target(), NOON.plusSeconds(60)))
                .as("nobody holds it")
                .isTrue();
    }

    @Test
    void whatItsAccountHoldsIsLetGoForItAsForAnOperator() {
        held.hold(byAccount(A, NOON));
        assertThat(held.all()).containsExactly(byAccount(A, NOON));
        assertThat(held.of(A.account())).containsExactly(byAccount(A, NOON));
        assertThat(held.of(new AccountId("nobody"))).isEmpty();
        park(A, 1, NOON.minusSeconds(100));
        parkTried(B, 2);
        var end = NOON.plusSeconds(10_000);
        assertThat(held.releaseForAccount(A.id().target(), end)).isTrue();
        assertThat(held.all()).isEmpty();
        assertThat(claim(A, end))
                .singleElement()
                .satisfies(row -> assertThat(row.delivery().routedAt()).isEqualTo(end.minusSeconds(100)));
        assertThat(held.releaseForAccount(B.id().target(), NOON)).isTrue();
        assertThat(claim(B, NOON.plusSeconds(10))).as("tried again soon").hasSize(1);
    }

    @Test
    void anOperatorWhoHoldsWhatIsHeldHoldsItWhateverTheReason() {
        held.hold(byAccount(A, NOON));
        held.hold(pause(A, NOON.plusSeconds(9)));
        assertThat(held.all()).containsExactly(pause(A, NOON));
        held.hold(byAccount(A, NOON.plusSeconds(10)));
        assertThat(held.releaseForAccount(A.id().target(), NOON)).isFalse();

        fails(B, 4);
        failing.disable(PATIENCE, NOON);
        held.hold(pause(B, NOON));
        assertThat(held.releaseForAccount(B.id().target(), NOON)).isFalse();
        assertThat(held.all())
                .filteredOn(one -> one.target().equals(B.id().target()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.reason()).isEqualTo(HeldTarget.Reason.FAILING);
                    assertThat(one.byOperator()).isTrue();
                    assertThat(one.streak()).isPresent();
                });
    }

    @Test
    void whatWaitsIsCountedForManyAtOnce() {
        park(A, 1, NOON);
        park(A, 2, NOON);
        assertThat(held.waiting(List.of(A.id().target(), B.id().target())))
                .containsExactly(Map.entry(A.id().target(), 2L));
    }

    @Test
    void theFirstThatIsDueIsKnown() {
        assertThat(held.next(A.id().target())).isEmpty();
        for (var number = 1; number <= 3; number++) {
            var due = new DeliveryState.Parked(NOON, 0, NOON.plusSeconds(90 - 20L * number));
            parking.park(List.of(new Parking.Row(Given.delivery(A, number, NOON), due, 1)));
        }
        park(B, 9, NOON);
        assertThat(held.next(A.id().target())).contains(NOON.plusSeconds(30));
    }

    @Test
    void aTargetIsHeldOnceUntilItIsReleased() {
        held.hold(pause(A, NOON));
        held.hold(pause(A, NOON.plusSeconds(9)));
        assertThat(held.all()).containsExactly(pause(A, NOON));
        held.release(B.id().target(), NOON);
        assertThat(held.all()).hasSize(1);
        held.release(A.id().target(), NOON);
        assertThat(held.all()).isEmpty();
    }

    @Test
    void whatWaitedHasNotAged() {
        held.hold(pause(A, NOON));
        park(A, 1, NOON.minusSeconds(100));
        park(A, 2, NOON.plusSeconds(100));
        park(B, 3, NOON.minusSeconds(100));
        assertThat(held.waiting(A.id().target())).isEqualTo(2);
        var end = NOON.plusSeconds(10_000);
        held.release(A.id().target(), end);
        var rows = parking.claim(
                List.of(new Parking.Want(A.id().target(), 9), new Parking.Want(B.id().target(), 9)),
                end,
                end.plusSeconds(15));
        assertThat(rows)
                .extracting(row -> row.delivery().routedAt())
                .containsExactlyInAnyOrder(end.minusSeconds(100), end, NOON.minusSeconds(100));
    }

    /** Failed once and to be tried again in half an hour. */
    private void parkTried(Subscription to, int number) {
        var state = new DeliveryState.Parked(NOON, 1, NOON.plusSeconds(1800));
        parking.park(List.of(new Parking.Row(Given.delivery(to, number, NOON), state, 1)));
    }

    private List<Parking.Row> claim(Subscription of, Instant now) {
        return parking.claim(List.of(new Parking.Want(of.id().target(), 9)), now, now.plusSeconds(15));
    }

    @Test
    void aSuccessAfterAnOutageBringsForwardWhatFailedMeanwhile() {
        parkTried(A, 1);
        parkTried(B, 2);
        failing.take(List.of(ending(A, NOON, 503), ending(B, NOON, 503)));
        var end = NOON.plusSeconds(60);
        failing.take(List.of(ending(A, end, 204)));
        assertThat(claim(A, end.plusSeconds(10))).hasSize(1);
        assertThat(claim(B, end.plusSeconds(10))).as("still out of order").isEmpty();
        assertThat(claim(B, NOON.plusSeconds(1800))).hasSize(1);
    }

    @Test
    void aSuccessAfterAFailureOrTwoBringsNothingForward() {
        parkTried(A, 1);
        failing.take(List.of(ending(A, NOON, 503), ending(A, NOON.plusSeconds(59), 204)));
        failing.take(List.of(ending(A, NOON.plusSeconds(70), 503), ending(A, NOON.plusSeconds(129), 204)));
        assertThat(claim(A, NOON.plusSeconds(1799))).isEmpty();
    }

    @Test
    void whatSomebodyHasInHandIsNotBroughtForward() {
        parkTried(A, 1);
        var due = NOON.plusSeconds(1800);
        assertThat(claim(A, due)).hasSize(1);
        held.release(A.id().target(), due.minusSeconds(60));
        failing.take(List.of(ending(A, NOON, 503)));
        failing.take(List.of(ending(A, due.minusSeconds(60), 204)));
        assertThat(claim(A, due.plusSeconds(14))).isEmpty();
        assertThat(claim(A, due.plusSeconds(15))).hasSize(1);
    }

    @Test
    void toLetGoIsToTryAgainSoonHeldOrNot() {
        parkTried(A, 1);
        parkTried(B, 2);
        held.hold(pause(A, NOON.plusSeconds(10)));
        var end = NOON.plusSeconds(30);
        held.release(A.id().target(), end);
        held.release(B.id().target(), end);
        assertThat(claim(A, end.plusSeconds(10)))
                .singleElement()
                .satisfies(row -> assertThat(row.delivery().routedAt()).isEqualTo(NOON.plusSeconds(20)));
        assertThat(claim(B, end.plusSeconds(10)))
                .singleElement()
                .satisfies(row -> assertThat(row.delivery().routedAt()).isEqualTo(NOON));
    }

    @Test
    void aTargetThatHasOnlyFailedForDaysIsDisabledOnceAndToldOnce() {
        fails(A, 3);
        failing.take(List.of(ending(B, NOON, 503)));
        assertThat(failing.disable(PATIENCE, NOON.plus(Duration.ofDays(9))))
                .as("two days lie between the first failure and the last, however long ago")
                .isEmpty();
        fails(A, 4);
        var now = NOON.plus(Duration.ofDays(4));
        var last = NOON.plus(Duration.ofDays(3));
        var streak = new Streak(NOON, 4, ending(A, last, 503).answer());
        var disabled =
                new HeldTarget(A.id().target(), A.account(), HeldTarget.Reason.FAILING, now, Optional.of(streak));
        assertThat(failing.disable(PATIENCE, now)).containsExactly(disabled);
        assertThat(failing.disable(PATIENCE, now.plusSeconds(1))).isEmpty();
        assertThat(held.all()).containsExactly(disabled);
        assertThat(failing.untold(now, now.plusSeconds(60))).containsExactly(disabled);
        assertThat(failing.untold(now.plusSeconds(59), now.plusSeconds(120)))
                .as("somebody is telling it")
                .isEmpty();
        assertThat(failing.untold(now.plusSeconds(60), now.plusSeconds(120)))
                .as("he died")
                .containsExactly(disabled);
        failing.told(A.id().target());
        assertThat(failing.untold(now.plus(Duration.ofDays(9)), now.plus(Duration.ofDays(9))))
                .isEmpty();
    }

    @Test
    void aSuccessEndsTheStreakAndAttemptsReadAgainDoNotCount() {
        fails(A, 4);
        failing.take(
                List.of(ending(A, NOON.plus(Duration.ofDays(3)), 503), ending(A, NOON.plus(Duration.ofDays(4)), 204)));
        fails(B, 2);
        fails(B, 2);
        failing.take(List.of(ending(B, NOON.plus(Duration.ofDays(3)), 503)));
        assertThat(failing.disable(new Streak.Patience(Duration.ofDays(3), 4), NOON))
                .as("one succeeded, the other failed three times")
                .isEmpty();
        assertThat(failing.disable(PATIENCE, NOON))
                .extracting(HeldTarget::target)
                .containsExactly(B.id().target());
    }

    @Test
    void whoPausedItKeepsItAndLettingGoForgetsTheStreak() {
        held.hold(pause(A, NOON));
        fails(A, 4);
        assertThat(failing.disable(PATIENCE, NOON)).isEmpty();
        assertThat(failing.untold(NOON, NOON)).isEmpty();
        held.release(A.id().target(), NOON);
        assertThat(failing.disable(PATIENCE, NOON)).isEmpty();
        assertThat(held.all()).isEmpty();
    }
}
