package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Parking.Row;
import io.opsbus.notifier.dispatch.Parking.Settlement;
import io.opsbus.notifier.dispatch.Parking.Want;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a parking store promises. */
abstract class ParkingContract extends ParkedQueuesContract {
    @Test
    void whatIsParkedComesBackWholeOnceItIsDue() {
        parking.park(List.of(row(A, 1, NOON)));
        assertThat(parking.claim(want(A, 10), NOON.minusMillis(1), LEASE)).isEmpty();
        assertThat(parking.claim(want(A, 10), NOON, LEASE))
                .containsExactly(new Row(delivery(A, 1), new DeliveryState.Parked(NOON.minusSeconds(60), 1, LEASE), 2));
    }

    @Test
    void theAgeOfARowIsItsStates() {
        var rested = new DeliveryState.Parked(NOON.minusSeconds(10), 1, NOON);
        parking.park(List.of(new Row(delivery(A, 1), rested, 1)));
        var claimed = parking.claim(want(A, 1), NOON, LEASE).getFirst();
        assertThat(claimed.delivery().routedAt()).isEqualTo(NOON.minusSeconds(10));
        var again = new DeliveryState.Parked(NOON, 1, NOON.plusSeconds(10));
        parking.settle(List.of(new Settlement.Again(claimed.delivery().id(), claimed.lease(), again)));
        assertThat(parking.claim(want(A, 1), NOON.plusSeconds(10), LEASE))
                .extracting(row -> row.state().routedAt())
                .containsExactly(NOON);
    }

    @Test
    void aDeliveryIsParkedOnce() {
        parking.park(List.of(row(A, 1, NOON)));
        parking.park(List.of(row(A, 1, NOON.plusSeconds(99)), row(A, 2, NOON)));
        assertThat(parking.count()).isEqualTo(2);
        assertThat(parking.claim(want(A, 10), NOON, LEASE)).hasSize(2);
    }

    @Test
    void whatIsParkedBesideIsThereWhenTheFutureSaysSo() throws InterruptedException, ExecutionException {
        parking.parkBeside(List.of(row(A, 1, NOON))).get();
        parking.parkBeside(List.of(row(A, 1, NOON.plusSeconds(99)), row(B, 2, NOON)))
                .get();
        assertThat(parking.parked(List.of(delivery(A, 1).id(), delivery(B, 2).id())))
                .hasSize(2);
        assertThat(parking.count()).isEqualTo(2);
    }

    @Test
    void aClaimTakesTheLongestDueFirstAndNoMoreThanWanted() {
        parking.park(List.of(row(A, 1, NOON), row(A, 2, NOON.minusSeconds(9)), row(B, 3, NOON.minusSeconds(99))));
        assertThat(parking.claim(want(A, 1), NOON, LEASE))
                .extracting(Row::delivery)
                .containsExactly(delivery(A, 2));
        assertThat(parking.claim(want(A, 5), NOON, LEASE))
                .extracting(Row::delivery)
                .containsExactly(delivery(A, 1));
    }

    @Test
    void dueTargetsAreThoseWithARowNobodyHolds() {
        assertThat(parking.due(NOON, Set.of(), 10)).isEmpty();
        parking.park(List.of(row(A, 1, NOON), row(A, 2, NOON), row(B, 3, NOON.plusSeconds(1))));
        assertThat(parking.due(NOON, Set.of(), 10)).containsExactly(A.id().target());
        assertThat(parking.due(NOON.plusSeconds(1), Set.of(), 10))
                .containsExactlyInAnyOrder(A.id().target(), B.id().target());
        assertThat(parking.due(NOON.plusSeconds(1), Set.of(), 1)).hasSize(1);
        assertThat(parking.claim(want(A, 10), NOON, LEASE)).hasSize(2);
        assertThat(parking.due(NOON, Set.of(), 10)).isEmpty();
    }

    @Test
    void aLeaseThatRanOutLetsAnotherClaimAndFencesTheFirst() {
        parking.park(List.of(row(A, 1, NOON)));
        var first = parking.claim(want(A, 1), NOON, LEASE).getFirst();
        var second = parking.claim(want(A, 1), LEASE, LEASE.plusSeconds(15)).getFirst();
        assertThat(second.lease()).isGreaterThan(first.lease());
        parking.settle(List.of(new Settlement.Done(first.delivery().id(), first.lease())));
        assertThat(parking.count()).as("the first one's word counts no more").isEqualTo(1);
        parking.settle(List.of(new Settlement.Done(second.delivery().id(), second.lease())));
        assertThat(parking.count()).isZero();
    }

    @Test
    void aRowThatMovesToAnotherTargetIsAsNewThere() {
        parking.park(List.of(row(A, 1, NOON), row(A, 2, NOON)));
        var claimed = parking.claim(want(A, 2), NOON, LEASE);
        var moved = claimed.getFirst();
        var to = moved.delivery().toFallback(NOON.plusSeconds(1));
        parking.settle(List.of(new Settlement.Moved(moved.lease(), to, Optional.of("i-1"))));
        parking.settle(List.of(new Settlement.Moved(
                claimed.getLast().lease() - 1, claimed.getLast().delivery().toFallback(NOON), Optional.empty())));
        assertThat(parking.due(LEASE, Set.of(), 10))
                .as("whose lease ran out moves nothing")
                .containsExactlyInAnyOrder(to.target(), A.id().target());
        parking.settle(List.of(new Settlement.Done(to.id(), moved.lease())));
        assertThat(parking.queued()).containsExactly(to.target());
        assertThat(parking.claim(List.of(new Want(to.target(), 9)), NOON.plusSeconds(1), LEASE))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.delivery()).isEqualTo(to);
                    assertThat(row.state().attempts()).isZero();
                    assertThat(row.heldSince()).isEmpty();
                    assertThat(row.resource()).contains("i-1");
                });
    }

    @Test
    void whoseRecipientsHaveItIsKeptUntilItGoesElsewhere() {
        var some = new Progress(Set.of("+8613800138000", "a@b.example"), Set.of("x@y.example"));
        var before = new DeliveryState.Parked(NOON.minusSeconds(60), 1, NOON, some);
        parking.park(List.of(new Row(delivery(A, 1), before, 1)));
        var claimed = parking.claim(want(A, 1), NOON, LEASE).getFirst();
        assertThat(claimed.state().progress()).isEqualTo(some);
        var more = some.plus(new Progress(Set.of("c@d.example"), Set.of()));
        var after = new DeliveryState.Parked(NOON.minusSeconds(60), 2, LEASE, more);
        parking.settle(List.of(new Settlement.Again(claimed.delivery().id(), claimed.lease(), after)));
        var second = parking.claim(want(A, 1), LEASE, LEASE.plusSeconds(15)).getFirst();
        assertThat(second.state().progress()).isEqualTo(more);
        var moved = new Settlement.Moved(second.lease(), second.delivery().toFallback(LEASE), Optional.empty());
        parking.settle(List.of(moved));
        var there = new Want(moved.to().target(), 1);
        assertThat(parking.claim(List.of(there), LEASE, LEASE.plusSeconds(15)))
                .extracting(row -> row.state().progress())
                .containsExactly(Progress.NONE);
    }

    @Test
    void aRowWhoseHolderNeverSaidWhatCameOfItTellsSinceWhen() {
        parking.park(List.of(row(A, 1, NOON)));
        assertThat(parking.claim(want(A, 1), NOON, LEASE).getFirst().heldSince())
                .as("nobody had it")
                .isEmpty();
        var later = LEASE.plusSeconds(15);
        assertThat(parking.claim(want(A, 1), LEASE, later).getFirst().heldSince())
                .contains(NOON);
        var third = parking.claimExpired(NOON, Set.of(), 1, later, later.plusSeconds(15))
                .getFirst();
        assertThat(third.heldSince()).as("since the first").contains(NOON);
        var again = new DeliveryState.Parked(NOON.minusSeconds(60), 2, later);
        parking.settle(List.of(new Settlement.Again(third.delivery().id(), third.lease(), again)));
        assertThat(parking.claim(want(A, 1), later, later.plusSeconds(15))
                        .getFirst()
                        .heldSince())
                .as("the third one said")
                .isEmpty();
    }

    @Test
    void aRowParkedWhileItsAttemptIsUnderWayIsHeld() {
        var state = new DeliveryState.Parked(NOON.minusSeconds(60), 1, LEASE);
        parking.park(List.of(new Row(delivery(A, 1), state, 1, Optional.of(NOON.minusSeconds(1)), Optional.empty())));
        assertThat(parking.claim(want(A, 1), LEASE, LEASE.plusSeconds(15))
                        .getFirst()
                        .heldSince())
                .contains(NOON.minusSeconds(1));
    }

    @Test
    void nothingOfTheTargetsLeftOutIsDueOrTooOld() {
        parking.park(List.of(row(A, 1, NOON), row(B, 2, NOON)));
        var others = Set.of(A.id().target());
        assertThat(parking.due(NOON, others, 10)).containsExactly(B.id().target());
        assertThat(parking.claimExpired(NOON, others, 10, NOON, LEASE))
                .extracting(Row::delivery)
                .containsExactly(delivery(B, 2));
        assertThat(parking.queued()).isEmpty();
    }

    @Test
    void whatIsParkedIsKnown() {
        parking.park(List.of(row(A, 1, NOON), row(B, 2, NOON)));
        assertThat(parking.parked(List.of(delivery(A, 1).id(), delivery(B, 3).id())))
                .containsExactly(delivery(A, 1).id());
        assertThat(parking.parked(List.of())).isEmpty();
    }

    @Test
    void settlingAgainReschedules() {
        parking.park(List.of(row(A, 1, NOON)));
        var claimed = parking.claim(want(A, 1), NOON, LEASE).getFirst();
        var later = new DeliveryState.Parked(NOON.minusSeconds(60), 2, NOON.plusSeconds(40));
        parking.settle(List.of(new Settlement.Again(claimed.delivery().id(), claimed.lease(), later)));
        assertThat(parking.claim(want(A, 1), NOON.plusSeconds(39), LEASE)).isEmpty();
        assertThat(parking.claim(want(A, 1), NOON.plusSeconds(40), NOON.plusSeconds(60)))
                .extracting(row -> row.state().attempts())
                .containsExactly(2);
    }

    @Test
    void theResultOfAHandedOverAttemptSettlesTheRowItWasParkedUnder() {
        parking.park(List.of(row(A, 1, LEASE)));
        parking.settle(List.of(new Settlement.Done(delivery(A, 1).id(), 1)));
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatIsTooOldIsFoundWhateverItsTarget() {
        parking.park(List.of(row(A, 1, NOON), row(B, 2, NOON.plusSeconds(5))));
        assertThat(parking.claimExpired(NOON.minusSeconds(61), Set.of(), 10, NOON, LEASE))
                .isEmpty();
        assertThat(parking.claimExpired(NOON.minusSeconds(59), Set.of(), 10, NOON, LEASE))
                .as("a leased or waiting row is passed over")
                .extracting(row -> row.delivery().target())
                .containsExactly(A.id().target());
    }

    @Test
    void claimsAtTheSameMomentNeverShareARow() throws InterruptedException, ExecutionException {
        parking.park(IntStream.range(0, 400).mapToObj(i -> row(A, i, NOON)).toList());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> parking.claim(want(A, 50), NOON, LEASE)))
                    .toList();
            var seen = new HashSet<Object>();
            var total = 0;
            for (var claim : claims) {
                var rows = claim.get();
                total += rows.size();
                rows.forEach(row -> seen.add(row.delivery().id()));
            }
            assertThat(seen).hasSize(total);
        }
    }

    @Test
    void emptyListsAreNoWork() {
        parking.park(List.of());
        parking.settle(List.of());
        assertThat(parking.claim(List.of(), NOON, LEASE)).isEmpty();
    }
}
